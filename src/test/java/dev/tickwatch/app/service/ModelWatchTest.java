package dev.tickwatch.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.catalog.ModelCatalog;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.nio.charset.StandardCharsets;
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
          "the test",
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
        .hasMessage("model m broken of the test is no model");
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
    String kind = new String(model, StandardCharsets.UTF_8);
    if ("broken".equals(kind)) {
      throw new ModelException("model " + name + " is no model");
    }
    return new ArithmeticScorer(
        ArithmeticScorer.manifest("longer".equals(kind) ? LONGER : SHAPE, Calibration.NONE));
  }

  private final class Offered implements ModelCatalog {
    @Override
    public Optional<ModelArtifact> latest() {
      String name = offered.get();
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new ModelArtifact("m", name, name.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<ModelArtifact> newerThan(String version) {
      return latest().filter(model -> !model.version().equals(version));
    }

    @Override
    public void publish(ModelArtifact model) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
