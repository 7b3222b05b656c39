package dev.tickwatch.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.model.ModelException;
import dev.tickwatch.scoring.ArithmeticScorer;
import dev.tickwatch.scoring.SharedModel;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.window.WindowShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelWatchTest {
  private static final WindowShape SHAPE = new WindowShape(16, 4);
  private static final WindowShape LONGER = new WindowShape(32, 4);

  private final AtomicReference<String> offered = new AtomicReference<>("");
  private final List<String> inUse = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final ModelWatch watch =
      new ModelWatch(
          new Offered(),
          this::open,
          Duration.ofMillis(5),
          new ModelWatch.Listener() {
            @Override
            public void inUse(String version) {
              inUse.add(version);
            }

            @Override
            public void refused() {
              refused.incrementAndGet();
            }
          });

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void waitsForTheFirstModel() throws Exception {
    Thread later = new Thread(() -> offered.set("first"));
    later.start();

    try (SharedModel.Lease lease = watch.awaitFirst().orElseThrow().lease()) {
      assertThat(lease.scorer().manifest().shape()).isEqualTo(SHAPE);
    }
    later.join();
    assertThat(watch.version()).isPresent();
  }

  @Test
  void putsANewerModelInPlace() throws Exception {
    offered.set("first");
    SharedModel shared = watch.awaitFirst().orElseThrow();
    WindowScorer before = scorer(shared);
    offered.set("second");

    await().until(() -> inUse.size() == 2);
    assertThat(scorer(shared)).isNotSameAs(before);
    assertThat(refused).hasValue(0);
  }

  @Test
  void refusesOnceWhatDoesNotFitAndGoesOn() throws Exception {
    offered.set("first");
    SharedModel shared = watch.awaitFirst().orElseThrow();
    WindowScorer before = scorer(shared);

    offered.set("longer");
    await().until(() -> refused.get() == 1);
    offered.set("broken");
    await().until(() -> refused.get() == 2);

    assertThat(scorer(shared)).isSameAs(before);
    assertThat(opened).hasValue(3);
  }

  @Test
  void stopsTheStartWhenTheFirstModelIsBroken() {
    offered.set("broken");

    assertThatThrownBy(watch::awaitFirst)
        .isInstanceOf(ModelException.class)
        .hasMessage("model broken is no model");
  }

  @Test
  void stopsWaitingWhenClosed() throws Exception {
    Thread later = new Thread(watch::close);
    later.start();

    assertThat(watch.awaitFirst()).isEmpty();
    later.join();
  }

  private static WindowScorer scorer(SharedModel shared) {
    try (SharedModel.Lease lease = shared.lease()) {
      return lease.scorer();
    }
  }

  private WindowScorer open(byte[] model, String name) {
    opened.incrementAndGet();
    if ("broken".equals(name)) {
      throw new ModelException("model broken is no model");
    }
    return new ArithmeticScorer(
        ArithmeticScorer.manifest("longer".equals(name) ? LONGER : SHAPE, Calibration.NONE));
  }

  private final class Offered implements ModelSource {
    @Override
    public Optional<Found> newest() {
      String name = offered.get();
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new Found(name, name, () -> new byte[0]));
    }

    @Override
    public String where() {
      return "the test";
    }
  }
}
