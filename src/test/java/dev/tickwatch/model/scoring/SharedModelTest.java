package dev.tickwatch.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SharedModelTest {
  private static final WindowShape SHAPE = new WindowShape(8, 3);

  private static ArithmeticScorer scorer() {
    return new ArithmeticScorer(ArithmeticScorer.manifest(SHAPE, Calibration.NONE));
  }

  /** A closed {@link ArithmeticScorer} refuses to score. */
  private static boolean isClosed(WindowScorer scorer) {
    ScoreBatch batch = new ScoreBatch(scorer.manifest().shape(), 1);
    batch.nextSlot().put(new float[scorer.manifest().shape().windowFloats()]);
    try {
      scorer.score(batch);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void closesAReplacedModelWhenItsLastLeaseIsReturned() {
    WindowScorer first = scorer();
    WindowScorer second = scorer();
    try (SharedModel model = new SharedModel(first)) {
      SharedModel.Lease one = model.lease();
      SharedModel.Lease other = model.lease();

      model.replace(second);
      try (SharedModel.Lease next = model.lease()) {
        assertThat(next.scorer()).isSameAs(second);
      }
      assertThat(one.scorer()).isSameAs(first);
      one.close();
      assertThat(isClosed(first)).isFalse();
      other.close();
      assertThat(isClosed(first)).isTrue();
      assertThat(isClosed(second)).isFalse();
    }
    assertThat(isClosed(second)).isTrue();
  }

  @Test
  void closesAModelThatNobodyUsesAsSoonAsItIsReplaced() {
    WindowScorer first = scorer();
    try (SharedModel model = new SharedModel(first)) {
      model.lease().close();
      model.replace(scorer());

      assertThat(isClosed(first)).isTrue();
    }
  }

  @Test
  void countsALeaseThatIsReturnedTwiceOnce() {
    WindowScorer first = scorer();
    try (SharedModel model = new SharedModel(first)) {
      SharedModel.Lease twice = model.lease();
      try (SharedModel.Lease other = model.lease()) {
        twice.close();
        twice.close();
        model.replace(scorer());

        assertThat(isClosed(other.scorer())).isFalse();
      }
      assertThat(isClosed(first)).isTrue();
    }
  }

  @Test
  void closesItsModelOnceTheLeasesAreReturnedAndGivesNoMore() {
    WindowScorer first = scorer();
    SharedModel model = new SharedModel(first);
    SharedModel.Lease lease = model.lease();

    model.close();
    model.close();
    assertThat(isClosed(first)).isFalse();
    assertThatThrownBy(model::lease)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model is closed");
    assertThatThrownBy(() -> model.replace(scorer())).isInstanceOf(IllegalStateException.class);
    lease.close();
    assertThat(isClosed(first)).isTrue();
  }

  @Test
  void takesAModelThatLooksFurtherAhead() {
    WindowScorer next =
        new ArithmeticScorer(ArithmeticScorer.manifest(new WindowShape(8, 9), Calibration.NONE));
    try (SharedModel model = new SharedModel(scorer())) {
      model.replace(next);

      try (SharedModel.Lease lease = model.lease()) {
        assertThat(lease.scorer()).isSameAs(next);
      }
    }
  }

  @Test
  void refusesAModelThatTheWindowsInUseDoNotFit() {
    ArithmeticScorer first = scorer();
    WindowScorer longer =
        new ArithmeticScorer(ArithmeticScorer.manifest(new WindowShape(16, 3), Calibration.NONE));
    WindowScorer newYork =
        first.ofFeatures(FeatureSettings.DEFAULT.withCalendar(TradingCalendar.named("xnys")));
    WindowScorer bars = first.ofBars("1m");
    try (SharedModel model = new SharedModel(first)) {
      assertRefused(model, longer, "has windows of 16 ticks; the running service holds 8");
      assertRefused(model, newYork, "wants feature settings");
      assertRefused(model, bars, "wants sampling 1m; the running service samples tick");

      assertThat(isClosed(first)).isFalse();
    }
  }

  private static void assertRefused(SharedModel model, WindowScorer next, String why) {
    assertThatThrownBy(() -> model.replace(next))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model arithmetic-1 " + why);
    assertThat(isClosed(next)).as("it is the caller's to close").isFalse();
  }

  @Test
  @Timeout(60)
  void neverClosesAModelThatAThreadScoresWith() throws Exception {
    List<WindowScorer> models = new ArrayList<>(List.of(scorer()));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (SharedModel model = new SharedModel(models.get(0))) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(threads.submit(() -> scoreAgainAndAgain(model)));
      }
      for (int i = 0; i < 500; i++) {
        models.add(scorer());
        model.replace(models.get(models.size() - 1));
      }
      for (Future<?> run : runs) {
        run.get(); // fails where a closed model was used
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(models).allMatch(SharedModelTest::isClosed);
  }

  private static void scoreAgainAndAgain(SharedModel model) {
    ScoreBatch batch = new ScoreBatch(SHAPE, 1);
    batch.nextSlot().put(new float[SHAPE.windowFloats()]);
    for (int i = 0; i < 5_000; i++) {
      try (SharedModel.Lease lease = model.lease()) {
        lease.scorer().score(batch);
      }
    }
  }
}
