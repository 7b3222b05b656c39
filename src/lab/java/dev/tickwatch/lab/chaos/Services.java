package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.ChildProcess;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The services of a trial: each in a process of its own, with a name, a state directory and a log.
 */
final class Services implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> settings;
  private final List<Instance> instances = new ArrayList<>();

  /**
   * @param directory for state and logs
   * @param settings of all of them, by key
   */
  Services(Path directory, Map<String, String> settings) {
    this.directory = directory;
    this.settings = Map.copyOf(settings);
  }

  /** Where an instance keeps its state. */
  Path state(String instance) {
    return directory.resolve("state-" + instance);
  }

  /** Where orders to failing scorers are put. */
  Path orders() {
    return directory.resolve("orders");
  }

  /** Gives an order to the next failing scorer that is called. */
  void order(String order, String text) {
    try {
      Files.createDirectories(orders());
      Files.writeString(orders().resolve(order), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a service that keeps its name in the group over restarts. */
  Instance startStaticMember(String instance, String... more) {
    return start(
        instance,
        () -> run(instance, List.of(), with(more, "streams.group-instance-id=" + instance)));
  }

  /** Starts one that is a new member at every start. */
  Instance startDynamicMember(String instance, String... more) {
    return start(instance, () -> run(instance, List.of(), more));
  }

  /** Starts one with other flags of the JVM at each start. */
  Instance startWith(String instance, Supplier<List<String>> flags) {
    return start(
        instance, () -> run(instance, flags.get(), "streams.group-instance-id=" + instance));
  }

  /** Starts one whose scorer obeys orders. */
  Instance startFaulty(String instance, String... more) {
    List<String> arguments = new ArrayList<>(List.of(orders().toString()));
    settings(instance, with(more, "streams.group-instance-id=" + instance))
        .forEach((key, value) -> arguments.add(key + "=" + value));
    return start(
        instance,
        () ->
            ChildProcess.start(
                FaultyService.class, arguments, ChildProcess.SMALL_JVM, log(instance)));
  }

  private static String[] with(String[] more, String another) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(another);
    return all.toArray(String[]::new);
  }

  private Instance start(String instance, Supplier<ChildProcess> starter) {
    Instance started = new Instance(instance, starter);
    instances.add(started);
    return started;
  }

  private ChildProcess run(String instance, List<String> flags, String... more) {
    return ServiceProcess.start(settings(instance, more), jvmFlags(flags), log(instance));
  }

  private static List<String> jvmFlags(List<String> more) {
    return Stream.concat(ChildProcess.SMALL_JVM.stream(), more.stream()).toList();
  }

  private Path log(String instance) {
    return directory.resolve(instance + ".log");
  }

  private Map<String, String> settings(String instance, String... more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("streams.state-dir", state(instance).toString());
    for (String assignment : more) {
      int at = assignment.indexOf('=');
      all.put(assignment.substring(0, at), assignment.substring(at + 1));
    }
    return all;
  }

  /** How often services have ended, by exit status. */
  Map<Integer, Integer> ends() {
    Map<Integer, Integer> all = new TreeMap<>();
    for (Instance instance : instances) {
      instance.ends().forEach((status, count) -> all.merge(status, count, Integer::sum));
    }
    return all;
  }

  /**
   * Makes sure that the fault really did what it is to.
   *
   * @throws HarnessException when services have not ended so often with a status
   */
  void requireEnds(int status, int count) {
    int found = ends().getOrDefault(status, 0);
    if (found < count) {
      throw new HarnessException(
          "services were to end %d times with status %d, and ended %d times: %s"
              .formatted(count, status, found, ends()));
    }
  }

  /** Ends them for good, told to. */
  void stop() throws InterruptedException {
    Instance.stopAll(instances);
  }

  /** Ends them for good, at once. */
  @Override
  public void close() {
    instances.forEach(Instance::close);
  }
}
