package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.Cluster;
import dev.tickwatch.lab.harness.TcpProxy;
import dev.tickwatch.lab.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How each fault is staged. */
final class Scenarios {
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;
  private static final int FAILED = 1;
  private static final int HUNG = 3;

  private static final Duration RESTART = Duration.ofSeconds(1);

  private static final List<String> ZONES =
      List.of("UTC", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu");

  private Scenarios() {}

  /** From the first service to the last injection. */
  @FunctionalInterface
  interface Scenario {
    void play(Trial trial) throws InterruptedException;
  }

  /** The scenario of a fault. */
  static Scenario of(Fault fault) {
    return switch (fault) {
      case KILL -> Scenarios::kill;
      case TAKEOVER -> Scenarios::takeOver;
      case TERM -> Scenarios::terminate;
      case BROKER_KILL -> Scenarios::killBroker;
      case LEADER_LOSS -> Scenarios::loseLeader;
      case NETWORK -> Scenarios::disturbNetwork;
      case SCORER_THROWS -> Scenarios::throwFromScorer;
      case SCORER_HANGS -> Scenarios::hangInScorer;
      case MODEL_SWAP -> Scenarios::swapModels;
      case STATE_DELETED -> StateScenarios::deleteState;
      case DISK_FULL -> StateScenarios::fillDisk;
      case SCALE -> Scenarios::scale;
      case POISON -> Scenarios::poison;
      case CLOCK_JUMPS -> Scenarios::changeClocks;
    };
  }

  private static void kill(Trial trial) throws InterruptedException {
    List<Instance> two =
        List.of(trial.services().startStaticMember("a"), trial.services().startStaticMember("b"));
    trial.injectEachRound(() -> two.get(trial.random().nextInt(2)).kill());
    trial.services().requireEnds(KILLED, trial.rounds());
  }

  /**
   * The place in the group is nobody's that would come back: once the session is over, the other
   * one gets the partitions, and finds the offsets held by a transaction until that runs out.
   */
  private static void takeOver(Trial trial) throws InterruptedException {
    String[] session = {"kafka.session.timeout.ms=6000", "kafka.heartbeat.interval.ms=2000"};
    List<Instance> two =
        List.of(
            trial.services().startDynamicMember("a", session),
            trial.services().startDynamicMember("b", session));
    for (int round = 1; round <= trial.rounds(); round++) {
      trial.cluster().awaitMembers(trial.application(), two.size());
      Instance victim = two.get(trial.random().nextInt(two.size()));
      trial.inject(round, trial.rounds(), () -> victim.killAnd(trial::awaitDue));
    }
    trial.services().requireEnds(KILLED, trial.rounds());
  }

  private static void terminate(Trial trial) throws InterruptedException {
    List<Instance> two =
        List.of(trial.services().startStaticMember("a"), trial.services().startStaticMember("b"));
    trial.injectEachRound(() -> two.get(trial.random().nextInt(2)).terminate());
    trial.services().requireEnds(TERMINATED, trial.rounds());
  }

  private static void killBroker(Trial trial) throws InterruptedException {
    trial.services().startStaticMember("a");
    Cluster cluster = trial.cluster();
    trial.injectEachRound(
        () -> {
          cluster.killNode(1);
          Wait.forTime(RESTART);
          cluster.startNode(1);
          cluster.awaitNodes();
        });
  }

  private static void loseLeader(Trial trial) throws InterruptedException {
    trial.services().startStaticMember("a");
    Cluster cluster = trial.cluster();
    for (int round = 1; round <= trial.rounds(); round++) {
      int leader = cluster.client().leaderOf(trial.tickTopic());
      trial.inject(round, trial.rounds(), () -> cluster.killNode(leader));
      cluster.startNode(leader);
      cluster.awaitNodes();
      cluster.awaitInSync(trial.tickTopic());
    }
  }

  private static void disturbNetwork(Trial trial) throws InterruptedException {
    trial.services().startStaticMember("a");
    TcpProxy proxy = trial.cluster().proxy();
    AtomicInteger round = new AtomicInteger();
    trial.injectEachRound(
        () -> {
          switch (round.getAndIncrement() % 3) {
            case 0 -> pause(proxy, 3);
            case 1 -> pause(proxy, 12);
            default -> proxy.cut();
          }
        });
  }

  private static void pause(TcpProxy proxy, int seconds) {
    proxy.pause();
    Wait.forTime(Duration.ofSeconds(seconds));
    proxy.resume();
  }

  private static void throwFromScorer(Trial trial) throws InterruptedException {
    trial.services().startFaulty("a");
    trial.services().startFaulty("b");
    trial.injectEachRound(() -> trial.services().order(FaultyScorer.THROW, ""));
    trial.services().requireEnds(FAILED, trial.rounds());
  }

  private static void hangInScorer(Trial trial) throws InterruptedException {
    trial.services().startFaulty("a", "scoring.deadline=2s");
    trial.services().startFaulty("b", "scoring.deadline=2s");
    trial.injectEachRound(() -> trial.services().order(FaultyScorer.HANG, ""));
    trial.services().requireEnds(HUNG, trial.rounds());
  }

  /** A slow scorer, so that a swap comes while it is at work. */
  private static void swapModels(Trial trial) throws InterruptedException {
    trial.services().order(FaultyScorer.SLOW, "20");
    trial.services().startFaulty("a");
    trial.services().startFaulty("b");
    // Ticks that wait unscored while their partition moves keep the features of the model before.
    trial.cluster().awaitMembers(trial.application(), 2);
    AtomicInteger number = new AtomicInteger();
    trial.injectEachRound(
        () -> {
          String version = trial.models().publishNext(number.incrementAndGet());
          trial.output().awaitModel(version, Duration.ofSeconds(60));
        });
  }

  /** Two injections a round: out, and in again. */
  private static void scale(Trial trial) throws InterruptedException {
    trial.services().startDynamicMember("a");
    int total = 2 * trial.rounds();
    for (int round = 0; round < trial.rounds(); round++) {
      String suffix = String.valueOf(round);
      List<Instance> more = new ArrayList<>();
      trial.inject(
          2 * round + 1,
          total,
          () -> {
            more.add(trial.services().startDynamicMember("b" + suffix));
            more.add(trial.services().startDynamicMember("c" + suffix));
            trial.cluster().awaitMembers(trial.application(), 3);
          });
      trial.inject(2 * round + 2, total, () -> Instance.stopAll(more));
      trial.cluster().awaitMembers(trial.application(), 1);
    }
  }

  private static void poison(Trial trial) {
    trial.services().startStaticMember("a");
    trial.countInInput(trial.rounds());
  }

  private static void changeClocks(Trial trial) throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    Instance instance =
        trial
            .services()
            .startWith(
                "a",
                () ->
                    List.of(
                        "-Duser.timezone=" + ZONES.get(starts.getAndIncrement() % ZONES.size())));
    trial.injectEachRound(instance::terminate);
  }
}
