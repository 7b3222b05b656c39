package dev.tickwatch.app.web;

import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each browser what is new ten times a second. A browser that has not taken its last update
 * is passed over; one thread at most waits for each, and the server's idle timeout ends those that
 * take nothing at all. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
  static final int MOST_STREAMS = 100;
  private static final long PERIOD_MILLIS = 100;
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final LiveBoard board;
  private final PageInfo info;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "tickwatch-events-ticker"));
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService senders =
      Executors.newCachedThreadPool(
          task -> daemon(task, "tickwatch-events-" + threads.incrementAndGet()));
  private int beats;

  EventStreams(LiveBoard board, PageInfo info) {
    this.board = board;
    this.info = info;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    // The handle is not needed: closing the executor ends the task, and beat() throws nothing.
    var unused =
        ticker.scheduleAtFixedRate(this::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  boolean isFull() {
    return streams.size() >= MOST_STREAMS;
  }

  /** Takes a browser on; the symbol that it asked for, or any. */
  void open(SseClient client) {
    String asked = client.ctx().queryParam("symbol");
    String symbol = asked == null || asked.isEmpty() ? board.anySymbol().orElse(null) : asked;
    EventStream stream = new EventStream(client, board, info, symbol);
    client.keepAlive();
    client.onClose(() -> streams.remove(stream));
    streams.add(stream);
    send(stream, 0);
  }

  private void beat() {
    beats++;
    int second = (int) (beats * PERIOD_MILLIS / 1000);
    streams.removeIf(EventStream::ended);
    streams.forEach(stream -> send(stream, second));
  }

  private void send(EventStream stream, int second) {
    if (!stream.begin()) {
      return;
    }
    try {
      senders.execute(
          () -> {
            try {
              stream.send(second);
            } catch (RuntimeException e) {
              LOG.debug("a browser went away", e);
              streams.remove(stream);
              stream.close();
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("closing", e);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    streams.forEach(EventStream::close);
    streams.clear();
    senders.shutdownNow();
  }
}
