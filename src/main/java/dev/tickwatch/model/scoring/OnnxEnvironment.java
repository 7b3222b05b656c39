package dev.tickwatch.model.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

/**
 * The process's ONNX Runtime environment, made on a thread with a large stack.
 *
 * <p>Unless {@code ORT_DISABLE_TELEMETRY=1} stands in the environment, as {@code bin/tickwatch}
 * sets it, ONNX Runtime 1.29 searches the process's command line with a regular expression that
 * recurses once a character. With a long class path that is thousands of frames: the megabyte of an
 * ordinary Java thread overflows in native code, and the process dies without a word.
 *
 * <p>It is never released: see {@link #keepOverShutdown()}.
 */
public final class OnnxEnvironment {
  private static final long STACK_BYTES = 64L << 20;

  /**
   * Its warnings bypass every logger and are about how a file was written; a bad file fails anyway.
   */
  private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;

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
            OrtEnvironment made = OrtEnvironment.getEnvironment(LEVEL);
            made.setTelemetry(false);
            keepOverShutdown();
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
   * ONNX Runtime's Java releases its environment in a shutdown hook, and hooks run at once: a
   * thread that still scores, while the service's own hook waits for it, then reads freed memory
   * and brings the process down with SIGSEGV or SIGBUS (microsoft/onnxruntime#31352). The
   * environment counts those who hold it, and a second handle keeps it for as long as the process
   * lives. There is no public way to get one.
   */
  private static void keepOverShutdown() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      var unused =
          create.invoke(null, api.getLong(null), LEVEL.getValue(), OrtEnvironment.DEFAULT_NAME);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this ONNX Runtime is not the one that was built with", e);
    }
  }

  /**
   * The environment; the same for every caller.
   *
   * @throws ScoringException when ONNX Runtime cannot be started on this machine
   */
  public static OrtEnvironment get() {
    try {
      return Holder.ENVIRONMENT;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ScoringException("ONNX Runtime could not be started: " + cause, e);
    }
  }
}
