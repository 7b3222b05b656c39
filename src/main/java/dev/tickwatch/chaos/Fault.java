package dev.tickwatch.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is done to a running service, its brokers or its input. */
public enum Fault {
  /** SIGKILL. */
  KILL("one of two instances killed (SIGKILL)", false),
  /** SIGTERM. */
  TERM("one of two instances told to end (SIGTERM)", false),
  /** SIGKILL of the only broker. */
  BROKER_KILL("the only broker killed (SIGKILL) and started again 1 s later", true),
  /** SIGKILL of one of three brokers. */
  LEADER_LOSS(
      "three brokers, min.insync.replicas 2: the leader of a tick partition killed (SIGKILL)",
      true),
  /** A proxy that stops forwarding, or cuts. */
  NETWORK(
      "network between clients and broker paused for 3 s, paused for 12 s (longer than a"
          + " transaction may last), all connections cut: in turn",
      true),
  /** An exception out of the model. */
  SCORER_THROWS("the model throws in one instance of two", false),
  /** A call that does not return. */
  SCORER_HANGS("the model hangs in one instance of two, past `scoring.deadline` (2 s)", false),
  /** A newer model in the catalog. */
  MODEL_SWAP("the model swapped while batches are under way", false),
  /** The state directory is gone. */
  STATE_DELETED(
      "state directory of one of two instances deleted: after SIGKILL, and under the running"
          + " instance before SIGTERM, in turn",
      false),
  /** Nothing can be written to the state directory. */
  DISK_FULL(
      "disk of the state directory full, and the instance killed (SIGKILL); space again after it"
          + " has failed to start",
      false),
  /** Instances come and go. */
  SCALE("one instance becomes three, and three become one", false),
  /** Bursts of records that are no ticks. */
  POISON("bursts of 500 records that are no ticks", false),
  /** Times that make no sense. */
  CLOCK_JUMPS(
      "event times that jump by minutes to decades, record timestamps of 1970 and 2100,"
          + " instances restarted in other time zones",
      false);

  private final String description;
  private final boolean needsBrokers;

  Fault(String description, boolean needsBrokers) {
    this.description = description;
    this.needsBrokers = needsBrokers;
  }

  /** What it is called on the command line, such as {@code broker-kill}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is done, in words. */
  public String description() {
    return description;
  }

  /** Whether it strikes brokers or the way to them, and so needs brokers of its own. */
  public boolean needsBrokers() {
    return needsBrokers;
  }

  /**
   * The fault of a code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Fault of(String code) {
    return Arrays.stream(values())
        .filter(fault -> fault.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fault '%s'; there are %s"
                        .formatted(
                            code,
                            Arrays.stream(values())
                                .map(Fault::code)
                                .collect(Collectors.joining(", ")))));
  }
}
