package dev.tickwatch.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.randomcutforest.config.TransformMethod;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every baseline. */
class BaselineTest {
  private static final int BARS = 1500;
  private static final int SPIKE = 1200;
  private static final BarSeries CALM = Walks.walk(BARS, 1, 390, 10 * Walks.VOLATILITY);

  static Stream<Supplier<Baseline>> baselines() {
    return Stream.of(
        EwmaZScoreBaseline::new,
        () -> new SpectralResidualBaseline(BaselineInput.LOG_PRICE),
        () -> new SpectralResidualBaseline(BaselineInput.RETURN),
        () -> new IsolationForestBaseline(7),
        () -> new RandomCutForestBaseline(TransformMethod.NONE, BaselineInput.RETURN, 7),
        () -> new RandomCutForestBaseline(TransformMethod.NORMALIZE, BaselineInput.RETURN, 7),
        () ->
            new RandomCutForestBaseline(
                TransformMethod.NORMALIZE, BaselineInput.RETURN_AND_SIZE, 7),
        () -> new RandomCutForestBaseline(TransformMethod.DIFFERENCE, BaselineInput.LOG_PRICE, 7),
        () ->
            new RandomCutForestBaseline(
                TransformMethod.NORMALIZE_DIFFERENCE, BaselineInput.LOG_PRICE_AND_SIZE, 7));
  }

  private static Baseline fitted(Supplier<Baseline> baseline) {
    Baseline made = baseline.get();
    made.fit(List.of(Walks.walk(3000, 2), Walks.walk(1000, 3, 390, 10 * Walks.VOLATILITY)));
    return made;
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void neverLooksAhead(Supplier<Baseline> supplier) {
    Baseline baseline = fitted(supplier);
    double[] whole = baseline.score(Walks.shifted(CALM, SPIKE, 20 * Walks.VOLATILITY));

    double[] prefix = baseline.score(CALM.prefix(SPIKE));

    assertThat(prefix).isEqualTo(Arrays.copyOf(whole, SPIKE));
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void scoresEverySeriesFromAFreshState(Supplier<Baseline> supplier) {
    Baseline baseline = fitted(supplier);
    double[] first = baseline.score(CALM);
    baseline.score(Walks.walk(700, 9));

    assertThat(baseline.score(CALM)).isEqualTo(first);
    assertThat(fitted(supplier).score(CALM)).isEqualTo(first);
  }

  /** Those whose sizes do not drown a jump of the price. */
  static Stream<Supplier<Baseline>> baselinesOfThePriceAlone() {
    return baselines().filter(baseline -> !baseline.get().name().endsWith("size"));
  }

  @ParameterizedTest
  @MethodSource("baselinesOfThePriceAlone")
  void ranksAJumpOfTwentyVolatilitiesFirst(Supplier<Baseline> supplier) {
    BarSeries series = Walks.shifted(Walks.walk(BARS, 5), SPIKE, 20 * Walks.VOLATILITY);

    double[] scores = fitted(supplier).score(series);

    int highest =
        IntStream.range(400, BARS) // past every warm-up
            .reduce((a, b) -> scores[a] >= scores[b] ? a : b)
            .orElseThrow();
    assertThat(highest).isEqualTo(SPIKE);
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void isReadyForGoodAfterItsWarmUp(Supplier<Baseline> supplier) {
    double[] scores = fitted(supplier).score(CALM);

    assertThat(scores[0]).isNaN();
    assertThat(Arrays.stream(scores).skip(400)).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void survivesAFlatSeries(Supplier<Baseline> supplier) {
    double[] price = new double[600];
    Arrays.fill(price, 42);
    BarSeries flat = new BarSeries("FLAT", new long[600], price, new double[600], new boolean[600]);

    assertThat(Arrays.stream(fitted(supplier).score(flat)).skip(400)).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void hasANameOfItsOwn(Supplier<Baseline> supplier) {
    assertThat(baselines().map(Supplier::get).map(Baseline::name))
        .containsOnlyOnce(supplier.get().name());
  }
}
