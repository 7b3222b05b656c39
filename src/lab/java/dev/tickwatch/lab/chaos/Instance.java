package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.ChildProcess;
import dev.tickwatch.lab.harness.HarnessException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A service that is started again whenever it ends, as a supervisor does, until it is stopped.
 * Thread-safe.
 */
final class Instance implements AutoCloseable {
  private static final long RESTART_MILLIS = 200;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

  private final String name;
  private final Supplier<ChildProcess> starter;
  private final ReentrantLock restarting = new ReentrantLock();
  private final Condition started = restarting.newCondition();
  private final Map<Integer, Integer> ends = new TreeMap<>();
  private final Thread supervisor;
  private volatile boolean wanted = true;
  private volatile ChildProcess process;

  /** Why it could not be started again; null while it could. */
  private volatile HarnessException failure;

  /** Starts it. */
  Instance(String name, Supplier<ChildProcess> starter) {
    this.name = name;
    this.starter = starter;
    process = starter.get();
    supervisor = new Thread(this::supervise, "tickwatch-chaos-supervisor-" + name);
    supervisor.setDaemon(true);
    supervisor.start();
  }

  private void supervise() {
    try {
      while (true) {
        int status = process.awaitEnd();
        synchronized (ends) {
          ends.merge(status, 1, Integer::sum);
          ends.notifyAll();
        }
        TimeUnit.MILLISECONDS.sleep(RESTART_MILLIS);
        restarting.lock();
        try {
          if (!wanted) {
            return;
          }
          process = starter.get();
        } catch (HarnessException e) {
          failure = e;
          return;
        } finally {
          started.signalAll();
          restarting.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL; returns when it has ended and been counted. */
  void kill() throws InterruptedException {
    killAnd(() -> {});
  }

  /** SIGTERM; returns when it has ended and been counted. */
  void terminate() throws InterruptedException {
    endAnd(ChildProcess::terminate, () -> {});
  }

  /** What is to happen between SIGKILL and the next start. */
  void killAnd(FaultAction meanwhile) throws InterruptedException {
    endAnd(ChildProcess::kill, meanwhile);
  }

  private void endAnd(Consumer<ChildProcess> end, FaultAction meanwhile)
      throws InterruptedException {
    restarting.lock();
    try {
      // As the supervisor counts it: who returns from here finds this end among ends(). An end is
      // counted before the next start, so that of a process that is alive comes after these.
      int before = sum(ends());
      while (!process.isAlive()) {
        awaitStart();
        before = sum(ends());
      }
      end.accept(process);
      int counted = before;
      if (!awaitCount(() -> sum(ends) > counted, STOP_PATIENCE)) {
        throw new HarnessException(
            "waited %d s for instance %s to end".formatted(STOP_PATIENCE.toSeconds(), name));
      }
      meanwhile.run();
    } finally {
      restarting.unlock();
    }
  }

  /** With {@code restarting} locked. */
  private void awaitStart() throws InterruptedException {
    long left = STOP_PATIENCE.toNanos();
    while (!process.isAlive()) {
      if (failure != null || left <= 0) {
        throw new HarnessException(
            "instance %s ended and was not started again: %s".formatted(name, ends()), failure);
      }
      left = started.awaitNanos(left);
    }
  }

  /** How often it has ended, by status. */
  Map<Integer, Integer> ends() {
    synchronized (ends) {
      return Map.copyOf(ends);
    }
  }

  /** Waits until it has ended so often with a status. */
  void awaitEnds(int status, int count, Duration patience) throws InterruptedException {
    if (!awaitCount(() -> ends.getOrDefault(status, 0) >= count, patience)) {
      throw new HarnessException(
          "waited %d s for instance %s to end with status %d for the %d. time; it has ended with %s"
              .formatted(patience.toSeconds(), name, status, count, ends()));
    }
  }

  private static int sum(Map<Integer, Integer> ends) {
    return ends.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Asks at each end, with {@code ends} locked; false when it took too long. */
  private boolean awaitCount(BooleanSupplier enough, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (ends) {
      while (!enough.getAsBoolean()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        ends.wait(left);
      }
      return true;
    }
  }

  /** Ends it for good: told to, and killed when it does not obey. */
  void stop() throws InterruptedException {
    restarting.lock();
    try {
      wanted = false;
    } finally {
      restarting.unlock();
    }
    process.terminate();
    if (!process.awaitEnd(STOP_PATIENCE)) {
      process.kill();
    }
    supervisor.join();
  }

  /** Ends several for good, at once. */
  static void stopAll(List<Instance> instances) throws InterruptedException {
    for (Instance instance : instances) {
      instance.wanted = false;
      instance.process.terminate();
    }
    for (Instance instance : instances) {
      instance.stop();
    }
  }

  /** Ends it for good, at once. */
  @Override
  public void close() {
    wanted = false;
    process.kill();
  }
}
