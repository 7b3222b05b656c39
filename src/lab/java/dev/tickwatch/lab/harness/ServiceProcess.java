package dev.tickwatch.lab.harness;

import dev.tickwatch.app.cli.Main;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The service as {@code tickwatch run} starts it, in a process of its own. */
public final class ServiceProcess {
  /** What the service says of its page, with the port that the system gave it. */
  private static final Pattern PAGE = Pattern.compile("meters at http://\\S+?:(\\d+)/");

  /** It logs as it does in production, whatever else is on the class path of this process. */
  private static final String LOGGING = "-Dlogback.configurationFile=logback.xml";

  private ServiceProcess() {}

  /**
   * Starts it.
   *
   * @param settings by key
   * @param jvmFlags such as {@code -Xmx512m}
   * @param log gets what it prints
   */
  public static ChildProcess start(Map<String, String> settings, List<String> jvmFlags, Path log) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    settings.forEach(
        (key, value) -> {
          arguments.add("--set");
          arguments.add(key + "=" + value);
        });
    List<String> flags = new ArrayList<>(List.of(LOGGING));
    flags.addAll(jvmFlags);
    return ChildProcess.start(Main.class, arguments, flags, log);
  }

  /**
   * Waits until it has said on which port its page and its meters are: with {@code server.port=0}
   * nobody knows before.
   *
   * @throws HarnessException when it ends before, or says nothing in time
   */
  public static int awaitPort(ChildProcess service, Duration patience) {
    return Integer.parseInt(service.awaitLine(PAGE, patience).group(1));
  }
}
