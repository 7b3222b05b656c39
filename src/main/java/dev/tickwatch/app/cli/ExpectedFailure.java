package dev.tickwatch.app.cli;

import dev.tickwatch.app.service.ServiceException;
import dev.tickwatch.io.ingest.TickFileException;
import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.settings.SettingsException;
import java.util.OptionalInt;
import picocli.CommandLine.ExitCode;

/**
 * Failures of any command whose message is all that a person needs: printed as one line, no stack
 * trace.
 */
final class ExpectedFailure {
  private ExpectedFailure() {}

  /** The exit status for such a failure; empty for what may be a bug. */
  static OptionalInt status(Throwable failure) {
    if (failure instanceof TopicException topic) {
      return OptionalInt.of(
          topic.fault() == TopicException.Cause.REQUEST ? ExitCode.USAGE : ExitCode.SOFTWARE);
    }
    if (failure instanceof ServiceException) {
      OptionalInt cause =
          failure.getCause() == null ? OptionalInt.empty() : status(failure.getCause());
      return cause.isPresent() ? cause : OptionalInt.of(ExitCode.SOFTWARE);
    }
    if (failure instanceof ScoringException) {
      return OptionalInt.of(ExitCode.SOFTWARE);
    }
    if (failure instanceof UserError
        || failure instanceof SettingsException
        || failure instanceof TickFileException
        || failure instanceof ModelException) {
      return OptionalInt.of(ExitCode.USAGE);
    }
    return OptionalInt.empty();
  }
}
