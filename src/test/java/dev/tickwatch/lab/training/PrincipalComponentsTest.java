package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  private static final int POINTS = 4000;

  /** Deviations 3, 2 and 0.5 along axes that are turned by 30 degrees in the first plane. */
  private static double[][] cloud() {
    Random random = new Random(8);
    double[][] points = new double[POINTS][];
    double cos = Math.sqrt(3) / 2;
    for (int i = 0; i < POINTS; i++) {
      double a = 3 * random.nextGaussian();
      double b = 2 * random.nextGaussian();
      points[i] =
          new double[] {7 + cos * a - 0.5 * b, 0.5 * a + cos * b - 3, 0.5 * random.nextGaussian()};
    }
    return points;
  }

  @Test
  void findsTheTwoWidestDirections() {
    double[][] coordinates = PrincipalComponents.firstTwo(cloud());

    assertThat(deviation(coordinates[0])).isCloseTo(3, within(0.1));
    assertThat(deviation(coordinates[1])).isCloseTo(2, within(0.1));
    double product = 0;
    for (int i = 0; i < POINTS; i++) {
      product += coordinates[0][i] * coordinates[1][i] / POINTS;
    }
    assertThat(product).isCloseTo(0, within(1e-6));
  }

  @Test
  void explainsWhatIsLinearInTheCoordinatesAndNoMore() {
    double[][] points = cloud();
    double[][] coordinates = PrincipalComponents.firstTwo(points);
    double[] linear = new double[POINTS];
    double[] apart = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      linear[i] = 5 + 2 * points[i][0] - points[i][1];
      apart[i] = points[i][2];
    }

    assertThat(PrincipalComponents.explained(coordinates, linear)).isCloseTo(1, within(1e-3));
    assertThat(PrincipalComponents.explained(coordinates, apart)).isLessThan(0.01);
  }

  @Test
  void oneDimensionHasNoSecondComponent() {
    double[][] points = {{1}, {2}, {4}};
    assertThat(PrincipalComponents.firstTwo(points)[1]).containsOnly(0);
  }

  private static double deviation(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value / values.length;
    }
    return Math.sqrt(squares);
  }
}
