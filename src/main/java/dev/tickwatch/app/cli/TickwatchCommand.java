package dev.tickwatch.app.cli;

import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * A command of {@code tickwatch}: a picocli command with a constructor without arguments. Those on
 * the class path are found by {@link java.util.ServiceLoader}, so that each jar brings its own.
 *
 * <p>{@link #call} gives the exit status of a run that came to its end: 0 when all went well, 1
 * when what the command judged is not as it should be.
 */
public interface TickwatchCommand extends Callable<Integer> {

  /**
   * The exit status for a failure that is expected of this command alone, whose message is all that
   * a person needs: it is printed as one line, without a stack trace. Empty for any other; those
   * that commands have in common are known without it.
   */
  default OptionalInt exitStatus(Throwable failure) {
    return OptionalInt.empty();
  }
}
