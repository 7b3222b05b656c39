package dev.tickwatch.lab.demo;

/**
 * How the demonstration runs.
 *
 * @param port of the live page; 0 for any free one
 * @param seconds that the replay takes; 1 to 86400
 * @param headless whether to end after the replay and judge the result, rather than to serve the
 *     page until stopped
 * @param progress whether to show a progress bar while training
 */
public record DemoSettings(int port, int seconds, boolean headless, boolean progress) {

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public DemoSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be 0 to 65535, not " + port);
    }
    if (seconds < 1 || seconds > 86_400) {
      throw new IllegalArgumentException("--seconds must be 1 to 86400, not " + seconds);
    }
  }
}
