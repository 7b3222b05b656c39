package dev.tickwatch.model.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DayProfileFitTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final TradingCalendar CALENDAR = TradingCalendar.named("xnys");
  private static final FeatureSettings SETTINGS = FeatureSettings.DEFAULT.withCalendar(CALENDAR);

  /**
   * Five-minute bars: nights move 8 times as much as a bar, the first half hour twice, in size too.
   */
  private static List<Tick> bars(long seed) {
    Random random = new Random(seed);
    List<Tick> ticks = new ArrayList<>();
    double log = Math.log(50);
    for (LocalDate day = LocalDate.of(2024, 2, 20);
        day.isBefore(LocalDate.of(2024, 5, 20));
        day = day.plusDays(1)) {
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      boolean holiday = day.equals(LocalDate.of(2024, 3, 29)); // Good Friday
      for (int bar = 0; bar < 78 && !weekend && !holiday; bar++) {
        double busy = bar == 0 ? 8 : bar < 6 ? 2 : 1;
        log += 0.0005 * busy * random.nextGaussian();
        double size = Math.exp(5 + (bar < 6 ? 1 : 0) + 0.3 * random.nextGaussian());
        ZonedDateTime time = ZonedDateTime.of(day, LocalTime.of(9, 30), NEW_YORK);
        long micros = (time.toEpochSecond() + 300L * bar) * 1_000_000;
        ticks.add(Tick.of("A", micros, Math.exp(log), size));
      }
    }
    return ticks;
  }

  @Test
  void learnsWhatIsUsualAtEachPartOfTheDay() {
    DayProfile profile = DayProfileFit.of(SETTINGS, List.of(bars(1), bars(2), bars(3), bars(4)));
    FeatureState state = new FeatureState(SETTINGS.withProfile(profile));
    float[] row = new float[Features.COUNT];
    double[] squares = new double[3];
    double[] sizes = new double[3];
    int[] counts = new int[3];
    for (Tick tick : bars(5)) {
      state.next(tick, row);
      long since = tick.eventTimeMicros() - CALENDAR.phaseStartMicros(tick.eventTimeMicros());
      int kind = since == 0 ? 0 : since < 1_800_000_000L ? 1 : 2;
      double z = row[Features.LOG_RETURN] / Math.exp(row[Features.LOG_VOLATILITY]);
      squares[kind] += z * z;
      sizes[kind] += row[Features.LOG_SIZE];
      counts[kind]++;
    }

    assertThat(profile.knowsClosures()).isTrue();
    // Nights are eight times as wild and seldom: a few rounds do not go all the way.
    assertThat(Math.sqrt(squares[0] / counts[0])).isBetween(0.8, 1.5);
    assertThat(Math.sqrt(squares[1] / counts[1])).isCloseTo(1, within(0.2));
    assertThat(Math.sqrt(squares[2] / counts[2])).isCloseTo(1, within(0.2));
    // Sizes differ by a factor of e; less what is usual they are alike.
    assertThat(sizes[1] / counts[1]).isCloseTo(sizes[2] / counts[2], within(0.15));
  }

  @Test
  void isFlatWithoutProfile() {
    assertThat(DayProfileFit.of(SETTINGS, List.of())).isEqualTo(DayProfile.FLAT);
  }

  @Test
  void flagsTheFirstTickAfterACloseAndNoOther() {
    FeatureState state = new FeatureState(SETTINGS);
    float[] row = new float[Features.COUNT];
    int flags = 0;
    List<Tick> ticks = bars(1);
    for (Tick tick : ticks) {
      state.next(tick, row);
      flags += (int) row[Features.SESSION_GAP];
    }

    assertThat(flags).isEqualTo(ticks.size() / 78);
  }
}
