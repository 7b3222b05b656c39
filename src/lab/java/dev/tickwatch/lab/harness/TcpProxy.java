package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forwards connections on localhost to another port of it, and can stop doing so: paused, it holds
 * back bytes of both directions and new connections, as a network does that loses every packet for
 * a while. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition resumed = lock.newCondition();
  private boolean paused;

  /** Starts to forward from a free port. */
  public TcpProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new HarnessException("proxy finds no port: " + e.getMessage(), e);
    }
    daemon(this::accept, "tickwatch-proxy");
  }

  /** That it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Forwards nothing until {@link #resume()}. */
  public void pause() {
    setPaused(true);
  }

  /** Forwards again, what was held back first. */
  public void resume() {
    setPaused(false);
  }

  private void setPaused(boolean value) {
    lock.lock();
    try {
      paused = value;
      resumed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes every connection; new ones may come at once. */
  public void cut() {
    open.forEach(TcpProxy::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        forward(server.accept());
      } catch (IOException e) {
        // Closed; or the target is not there, which clients learn by the end of their connection.
      }
    }
  }

  private void forward(Socket client) throws IOException {
    Socket broker;
    try {
      awaitResumed();
      broker = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      close(client);
      throw e;
    }
    client.setTcpNoDelay(true);
    broker.setTcpNoDelay(true);
    open.add(client);
    open.add(broker);
    daemon(() -> pump(client, broker), "tickwatch-proxy-out");
    daemon(() -> pump(broker, client), "tickwatch-proxy-in");
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitResumed();
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side is gone; the other learns it by the close.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void awaitResumed() {
    lock.lock();
    try {
      while (paused) {
        resumed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It accepts nothing any more.
    }
    resume();
    cut();
  }
}
