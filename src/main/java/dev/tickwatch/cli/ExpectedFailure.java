package dev.tickwatch.cli;

import dev.tickwatch.bench.BenchException;
import dev.tickwatch.chaos.ChaosException;
import dev.tickwatch.ingest.TickFileException;
import dev.tickwatch.model.ModelException;
import dev.tickwatch.scoring.ScoringException;
import dev.tickwatch.service.ServiceException;
import dev.tickwatch.settings.SettingsException;
import dev.tickwatch.soak.SoakException;
import dev.tickwatch.topic.TopicException;
import dev.tickwatch.training.TrainingException;
import java.util.OptionalInt;
import picocli.CommandLine.ExitCode;

/** Failures whose message is all that a person needs: printed as one line, no stack trace. */
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
    if (failure instanceof BenchException
        || failure instanceof ChaosException
        || failure instanceof ScoringException
        || failure instanceof SoakException) {
      return OptionalInt.of(ExitCode.SOFTWARE);
    }
    if (failure instanceof UserError
        || failure instanceof SettingsException
        || failure instanceof TickFileException
        || failure instanceof ModelException
        || failure instanceof TrainingException) {
      return OptionalInt.of(ExitCode.USAGE);
    }
    return OptionalInt.empty();
  }
}
