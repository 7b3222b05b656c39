package dev.tickwatch.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.concurrent.CompletableFuture;

/**
 * The process's ONNX Runtime environment, made on a thread with a large stack.
 *
 * <p>Unless {@code ORT_DISABLE_TELEMETRY=1} stands in the environment, as {@code bin/tickwatch}
 * sets it, ONNX Runtime 1.29 searches the process's command line with a regular expression that
 * recurses once a character. With a long class path that is thousands of frames: the megabyte of an
 * ordinary Java thread overflows in native code, and the process dies without a word.
 */
final class OnnxEnvironment {
  private static final long STACK_BYTES = 64L << 20;

  private OnnxEnvironment() {}

  private static final class Holder {
    private static final OrtEnvironment ENVIRONMENT = start();
  }

  /** Not in the holder: its own thread would wait for the holder's initialisation for ever. */
  private static OrtEnvironment start() {
    CompletableFuture<OrtEnvironment> environment = new CompletableFuture<>();
    Runnable make =
        () -> {
          try {
            OrtEnvironment made = OrtEnvironment.getEnvironment();
            made.setTelemetry(false);
            environment.complete(made);
          } catch (OrtException | RuntimeException | Error e) {
            environment.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(null, make, "start-onnxruntime", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    return environment.join();
  }

  /**
   * The environment; the same for every caller.
   *
   * @throws ScoringException when ONNX Runtime cannot be started on this machine
   */
  static OrtEnvironment get() {
    try {
      return Holder.ENVIRONMENT;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ScoringException("ONNX Runtime could not be started: " + cause, e);
    }
  }
}
