package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A port of localhost that the system gives to nobody else until this is closed, although no one
 * may listen on it: for a server whose port must be known before it starts, and for one that comes
 * back on the port that it had.
 *
 * <p>It is bound, and does not listen. A server of the same user that asks to share its port, as by
 * {@link #listen}, may listen on it, in this process or another; for connections there is then only
 * that server, and nobody while there is none. Closing this closes no server.
 */
public final class HeldPort implements AutoCloseable {
  private final SocketChannel holder;
  private final int number;

  private HeldPort(SocketChannel holder, int number) {
    this.holder = holder;
    this.number = number;
  }

  /**
   * Takes a free one.
   *
   * @throws HarnessException where there is none, or the system cannot share ports (Windows)
   */
  public static HeldPort any() {
    try {
      SocketChannel holder = SocketChannel.open();
      try {
        holder
            .setOption(StandardSocketOptions.SO_REUSEPORT, true)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new HeldPort(holder, ((InetSocketAddress) holder.getLocalAddress()).getPort());
      } catch (IOException | UnsupportedOperationException e) {
        holder.close();
        throw e;
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new HarnessException("no port can be held: " + e.getMessage(), e);
    }
  }

  /** What it is. */
  public int number() {
    return number;
  }

  /**
   * Listens on an address, on a port that may be held.
   *
   * @throws IOException when another server listens there, or the port is another user's
   */
  static ServerSocketChannel listen(InetSocketAddress address, int backlog) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      return server.bind(address, backlog);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
