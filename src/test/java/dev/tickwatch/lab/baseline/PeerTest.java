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

/** What holds for every peer. */
class PeerTest {
  private static final int BARS = 1500;
  private static final int SPIKE = 1200;
  private static final BarSeries CALM = Walks.walk(BARS, 1, 390, 10 * Walks.VOLATILITY);

  static Stream<Supplier<Peer>> peers() {
    return Stream.of(
        EwmaZScorePeer::new,
        () -> new SpectralResidualPeer(PeerInput.LOG_PRICE),
        () -> new SpectralResidualPeer(PeerInput.RETURN),
        () -> new IsolationForestPeer(7),
        () -> new RandomCutForestPeer(TransformMethod.NONE, PeerInput.RETURN, 7),
        () -> new RandomCutForestPeer(TransformMethod.NORMALIZE, PeerInput.RETURN, 7),
        () -> new RandomCutForestPeer(TransformMethod.NORMALIZE, PeerInput.RETURN_AND_SIZE, 7),
        () -> new RandomCutForestPeer(TransformMethod.DIFFERENCE, PeerInput.LOG_PRICE, 7),
        () ->
            new RandomCutForestPeer(
                TransformMethod.NORMALIZE_DIFFERENCE, PeerInput.LOG_PRICE_AND_SIZE, 7));
  }

  private static Peer fitted(Supplier<Peer> peer) {
    Peer made = peer.get();
    made.fit(List.of(Walks.walk(3000, 2), Walks.walk(1000, 3, 390, 10 * Walks.VOLATILITY)));
    return made;
  }

  @ParameterizedTest
  @MethodSource("peers")
  void neverLooksAhead(Supplier<Peer> supplier) {
    Peer peer = fitted(supplier);
    double[] whole = peer.score(Walks.shifted(CALM, SPIKE, 20 * Walks.VOLATILITY));

    double[] prefix = peer.score(CALM.prefix(SPIKE));

    assertThat(prefix).isEqualTo(Arrays.copyOf(whole, SPIKE));
  }

  @ParameterizedTest
  @MethodSource("peers")
  void scoresEverySeriesFromAFreshState(Supplier<Peer> supplier) {
    Peer peer = fitted(supplier);
    double[] first = peer.score(CALM);
    peer.score(Walks.walk(700, 9));

    assertThat(peer.score(CALM)).isEqualTo(first);
    assertThat(fitted(supplier).score(CALM)).isEqualTo(first);
  }

  /** Those whose sizes do not drown a jump of the price. */
  static Stream<Supplier<Peer>> peersOfThePriceAlone() {
    return peers().filter(peer -> !peer.get().name().endsWith("size"));
  }

  @ParameterizedTest
  @MethodSource("peersOfThePriceAlone")
  void ranksAJumpOfTwentyVolatilitiesFirst(Supplier<Peer> supplier) {
    BarSeries series = Walks.shifted(Walks.walk(BARS, 5), SPIKE, 20 * Walks.VOLATILITY);

    double[] scores = fitted(supplier).score(series);

    int highest =
        IntStream.range(400, BARS) // past every warm-up
            .reduce((a, b) -> scores[a] >= scores[b] ? a : b)
            .orElseThrow();
    assertThat(highest).isEqualTo(SPIKE);
  }

  @ParameterizedTest
  @MethodSource("peers")
  void isReadyForGoodAfterItsWarmUp(Supplier<Peer> supplier) {
    double[] scores = fitted(supplier).score(CALM);

    assertThat(scores[0]).isNaN();
    assertThat(Arrays.stream(scores).skip(400)).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @MethodSource("peers")
  void survivesAFlatSeries(Supplier<Peer> supplier) {
    double[] price = new double[600];
    Arrays.fill(price, 42);
    BarSeries flat = new BarSeries("FLAT", new long[600], price, new double[600], new boolean[600]);

    assertThat(Arrays.stream(fitted(supplier).score(flat)).skip(400)).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @MethodSource("peers")
  void hasANameOfItsOwn(Supplier<Peer> supplier) {
    assertThat(peers().map(Supplier::get).map(Peer::name)).containsOnlyOnce(supplier.get().name());
  }
}
