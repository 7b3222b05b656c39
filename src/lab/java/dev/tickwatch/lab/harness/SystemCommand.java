package dev.tickwatch.lab.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** A command of the system that was run to its end. */
public final class SystemCommand {
  private static final int NOT_THERE = -1;

  private final int status;
  private final String output;

  private SystemCommand(int status, String output) {
    this.status = status;
    this.output = output;
  }

  /** Runs one and waits for its end. One that the system does not have has not succeeded. */
  public static SystemCommand run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new SystemCommand(process.waitFor(), output);
    } catch (IOException e) {
      return new SystemCommand(NOT_THERE, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  /** Whether it ended with status 0. */
  public boolean succeeded() {
    return status == 0;
  }

  /** What it printed. */
  public String output() {
    return output;
  }
}
