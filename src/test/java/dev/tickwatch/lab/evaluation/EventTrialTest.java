package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTrialTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @TempDir private Path directory;

  private static Score score(String symbol, String time, double score, DataIssue... quality) {
    double none = Double.NaN;
    boolean warm = !Double.isNaN(score);
    return new Score(
        symbol,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)),
        1,
        10,
        warm ? Score.State.SCORED : Score.State.WARMING_UP,
        false,
        1,
        1,
        new Score.Surprise(score, none, Math.pow(10, -score), null, none),
        new Score.Likelihood(none, none, none, none),
        new Score.Interval(none, none, none, none),
        null,
        List.of(quality));
  }

  private static final Map<String, List<Score>> RECORDS =
      Map.of(
          "A",
          List.of(
              score("A", "2016-02-10T04:59:59Z", 3.5, DataIssue.SPLIT_LIKE_RATIO),
              score("A", "2016-02-10T05:00:00Z", 1, DataIssue.SPLIT_LIKE_RATIO),
              score("A", "2016-02-11T04:59:59Z", 2.8),
              score("A", "2016-02-11T05:00:00Z", 1)),
          "B",
          List.of(score("B", "2016-02-10T15:00:00Z", 2.6)),
          "C",
          List.of(score("C", "2016-02-10T15:00:00Z", Double.NaN, DataIssue.GAP_IN_FEED)));

  private EventTrial.Result look(String... rows) throws IOException {
    Path file = directory.resolve("events.csv");
    Files.writeString(
        file, "dataset,symbol,start,end,kind,measured\n" + String.join("\n", rows) + "\n");
    return new EventTrial(RECORDS, 500).look(KnownEvent.read(file, List.of("mine"), NEW_YORK));
  }

  @Test
  void tellsWhetherAnEventAlertedAndHowItWasNamed() throws IOException {
    EventTrial.Result result =
        look(
            "mine,A,2016-02-10,2016-02-10,corporate_action,half",
            "mine,B,2016-02-10T15:00:00Z,2016-02-10T15:00:01Z,corporate_action,third",
            "mine,C,2016-02-10,2016-02-10,corporate_action,tenth",
            "mine,D,2016-02-10,2016-02-10,corporate_action,not in the series",
            "other,A,2016-02-11,2016-02-11,corporate_action,of another set");

    assertThat(result.found())
        .extracting(
            EventTrial.Found::symbol,
            EventTrial.Found::alerted,
            EventTrial.Found::warmingUp,
            EventTrial.Found::named)
        .containsExactly(
            tuple("A", true, false, List.of("split_like_ratio")),
            tuple("B", false, false, List.of()),
            tuple("C", false, true, List.of("gap_in_feed")));
  }

  @Test
  void countsWhatIsNamedOnOtherTicks() throws IOException {
    EventTrial.Result result =
        look(
            "mine,A,2016-02-10,2016-02-10,corporate_action,half",
            "mine,*all*,2016-02-10,2016-02-10,market_shock,down");

    assertThat(result.otherTicks()).isEqualTo(4);
    assertThat(result.namedOtherwise()).isEqualTo(Map.of("split_like_ratio", 1, "gap_in_feed", 1));
  }

  @Test
  void givesTheShareOfSymbolsThatAlertedInAnEventOfAll() throws IOException {
    EventTrial.Found shock =
        look("mine,*all*,2016-02-10,2016-02-10,market_shock,down").found().get(0);

    assertThat(shock.symbols()).as("A and B; C is in its warm-up").isEqualTo(2);
    assertThat(shock.alertedSymbols()).isEqualTo(1);
    assertThat(shock.named()).isNull();
  }
}
