package dev.tickwatch.lab.chaos;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How each fault is staged. */
final class Scenarios {
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;
  private static final int FAILED = 1;
  private static final int HUNG = 3;

  private static final List<String> ZONES =
      List.of("UTC", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu");

  private Scenarios() {}

  /** From the first service to the last strike. */
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
        List.of(trial.services().startMember("a"), trial.services().startMember("b"));
    trial.strikes(() -> two.get(trial.random().nextInt(2)).kill());
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
            trial.services().startStranger("a", session),
            trial.services().startStranger("b", session));
    for (int round = 1; round <= trial.rounds(); round++) {
      trial.cluster().awaitMembers(trial.application(), two.size());
      Instance victim = two.get(trial.random().nextInt(two.size()));
      trial.strike(round, trial.rounds(), () -> victim.killAnd(trial::awaitDue));
    }
    trial.services().requireEnds(KILLED, trial.rounds());
  }

  private static void terminate(Trial trial) throws InterruptedException {
    List<Instance> two =
        List.of(trial.services().startMember("a"), trial.services().startMember("b"));
    trial.strikes(() -> two.get(trial.random().nextInt(2)).terminate());
    trial.services().requireEnds(TERMINATED, trial.rounds());
  }

  private static void killBroker(Trial trial) throws InterruptedException {
    trial.services().startMember("a");
    Cluster cluster = trial.cluster();
    trial.strikes(
        () -> {
          cluster.killNode(1);
          TimeUnit.SECONDS.sleep(1);
          cluster.startNode(1);
          cluster.awaitNodes();
        });
  }

  private static void loseLeader(Trial trial) throws InterruptedException {
    trial.services().startMember("a");
    Cluster cluster = trial.cluster();
    for (int round = 1; round <= trial.rounds(); round++) {
      int leader = cluster.leaderOf(trial.tickTopic());
      trial.strike(round, trial.rounds(), () -> cluster.killNode(leader));
      cluster.startNode(leader);
      cluster.awaitNodes();
      cluster.awaitInSync(trial.tickTopic());
    }
  }

  private static void disturbNetwork(Trial trial) throws InterruptedException {
    trial.services().startMember("a");
    TcpProxy proxy = trial.cluster().proxy();
    AtomicInteger round = new AtomicInteger();
    trial.strikes(
        () -> {
          switch (round.getAndIncrement() % 3) {
            case 0 -> pause(proxy, 3);
            case 1 -> pause(proxy, 12);
            default -> proxy.cut();
          }
        });
  }

  private static void pause(TcpProxy proxy, int seconds) throws InterruptedException {
    proxy.pause();
    TimeUnit.SECONDS.sleep(seconds);
    proxy.resume();
  }

  private static void throwFromScorer(Trial trial) throws InterruptedException {
    trial.services().startFaulty("a");
    trial.services().startFaulty("b");
    trial.strikes(() -> trial.services().order(FaultyScorer.THROW, ""));
    trial.services().requireEnds(FAILED, trial.rounds());
  }

  private static void hangInScorer(Trial trial) throws InterruptedException {
    trial.services().startFaulty("a", "scoring.deadline=2s");
    trial.services().startFaulty("b", "scoring.deadline=2s");
    trial.strikes(() -> trial.services().order(FaultyScorer.HANG, ""));
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
    trial.strikes(
        () -> {
          ScoringModel next = trial.nextModel(number.incrementAndGet());
          trial.publish(next);
          trial.output().awaitModel(next.version(), java.time.Duration.ofSeconds(60));
        });
  }

  /** Two strikes a round: out, and in again. */
  private static void scale(Trial trial) throws InterruptedException {
    trial.services().startStranger("a");
    int total = 2 * trial.rounds();
    for (int round = 0; round < trial.rounds(); round++) {
      String suffix = String.valueOf(round);
      List<Instance> more = new java.util.ArrayList<>();
      trial.strike(
          2 * round + 1,
          total,
          () -> {
            more.add(trial.services().startStranger("b" + suffix));
            more.add(trial.services().startStranger("c" + suffix));
            trial.cluster().awaitMembers(trial.application(), 3);
          });
      trial.strike(2 * round + 2, total, () -> Instance.stopAll(more));
      trial.cluster().awaitMembers(trial.application(), 1);
    }
  }

  private static void poison(Trial trial) {
    trial.services().startMember("a");
    trial.struckByInput(trial.rounds());
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
    trial.strikes(instance::terminate);
  }
}
