package dev.tickwatch.lab.cli;

import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.learning.TrainingException;
import java.util.OptionalInt;
import picocli.CommandLine.ExitCode;

/** Failures of the lab's commands whose message is all that a person needs. */
final class LabFailure {
  private LabFailure() {}

  /** The exit status for such a failure; empty for any other. */
  static OptionalInt status(Throwable failure) {
    if (failure instanceof TrainingException) {
      return OptionalInt.of(ExitCode.USAGE);
    }
    return failure instanceof HarnessException
        ? OptionalInt.of(ExitCode.SOFTWARE)
        : OptionalInt.empty();
  }
}
