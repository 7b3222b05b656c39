package dev.tickwatch.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

  @Test
  void shufflingKeepsEveryIndex() {
    int[] order = Order.shuffled(50, new SplittableRandom(1));
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
    assertThat(order).isNotEqualTo(IntStream.range(0, 50).toArray());
    assertThat(order).isEqualTo(Order.shuffled(50, new SplittableRandom(1)));
  }

  @Test
  void thinnedAreEvenlySpaced() {
    assertThat(Order.thinned(10, 4)).containsExactly(0, 2, 5, 7);
    assertThat(Order.thinned(3, 4)).containsExactly(0, 1, 2);
  }
}
