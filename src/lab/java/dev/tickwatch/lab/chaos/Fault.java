package dev.tickwatch.lab.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is done to a running service, its brokers or its input. */
public enum Fault {
  /** SIGKILL. */
  KILL("one of two instances killed (SIGKILL)", false),
  /** SIGKILL of an instance that stays away, so that others have to finish what it began. */
  TAKEOVER(
      "one of two instances killed (SIGKILL), and started again only after the other one has taken"
          + " over its partitions, with the transaction that it left open",
      false),
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
      true,
      3),
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
      false,
      2),
  /** Nothing can be written to the state directory. */
  DISK_FULL(
      "disk of the state directory full: until the running instance fails by itself, and until one"
          + " that was killed (SIGKILL) fails to start, in turn; then space again",
      false,
      2),
  /** Instances come and go. */
  SCALE("one instance becomes three, and three become one", false),
  /** Bursts of records that are no ticks. */
  POISON("bursts of 500 records that are no ticks", false),
  /** Times that make no sense. */
  CLOCK_JUMPS(
      "event times that jump by ten minutes, back again, by a day, by five seconds back, and by"
          + " thirty years, in turn; record timestamps of 1970 and 2100; the instance restarted in"
          + " another time zone each time",
      false,
      KnownInput.JUMPS);

  private final String description;
  private final boolean needsBrokers;
  private final int ways;

  Fault(String description, boolean needsBrokers) {
    this(description, needsBrokers, 1);
  }

  Fault(String description, boolean needsBrokers, int ways) {
    this.description = description;
    this.needsBrokers = needsBrokers;
    this.ways = ways;
  }

  /** What it is called on the command line, such as {@code broker-kill}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is done, in words. */
  public String description() {
    return description;
  }

  /** In so many ways it strikes, in turn; it strikes as often at least. */
  int ways() {
    return ways;
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
