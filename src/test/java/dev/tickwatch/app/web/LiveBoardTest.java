package dev.tickwatch.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Score;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBoardTest {
  private Instant now = Instant.parse("2013-11-28T10:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final LiveBoard board = new LiveBoard(new LiveBoard.Limits(3, 4, 2, 2), clock);

  @Test
  void keepsTheLatestScoresOfASymbol() {
    for (int i = 1; i <= 5; i++) {
      board.accept(Samples.score("A", i, 1));
    }

    LiveBoard.Slice all = board.slice("A", 0).orElseThrow();
    assertThat(all.scores()).extracting(Score::sequence).containsExactly(3L, 4L, 5L);
    assertThat(board.slice("A", all.position()).orElseThrow().scores()).isEmpty();
  }

  @Test
  void givesWhatCameAfterAPosition() {
    board.accept(Samples.score("A", 1, 1));
    long position = board.slice("A", 0).orElseThrow().position();
    board.accept(Samples.score("A", 2, 1));
    board.accept(Samples.score("B", 1, 1));

    assertThat(board.slice("A", position).orElseThrow().scores())
        .extracting(Score::sequence)
        .containsExactly(2L);
  }

  @Test
  void forgetsTheSymbolSilentForLongest() {
    board.accept(Samples.score("A", 1, 1));
    board.accept(Samples.score("B", 1, 1));
    long position = board.slice("B", 0).orElseThrow().position();
    board.accept(Samples.score("A", 2, 1));
    board.accept(Samples.score("C", 1, 1));

    assertThat(board.slice("B", 0)).isEmpty();
    assertThat(board.summary().newest()).extracting(Score::symbol).containsExactly("A", "C");

    board.accept(Samples.score("B", 2, 1));

    assertThat(board.slice("B", position).orElseThrow().scores())
        .as("a symbol that comes back is new to those who knew it")
        .extracting(Score::sequence)
        .containsExactly(2L);
  }

  @Test
  void sharesItsMemoryAmongSymbols() {
    for (int i = 1; i <= 5; i++) {
      board.accept(Samples.score("A", i, 1));
    }
    long position = board.slice("A", 0).orElseThrow().position();
    for (int i = 1; i <= 5; i++) {
      board.accept(Samples.score("B", i, 1));
    }

    assertThat(board.slice("A", 0).orElseThrow().scores())
        .extracting(Score::sequence)
        .containsExactly(4L, 5L);
    assertThat(board.slice("B", 0).orElseThrow().scores())
        .extracting(Score::sequence)
        .containsExactly(4L, 5L);
    assertThat(board.slice("A", position).orElseThrow().scores()).isEmpty();
  }

  @Test
  void keepsOneStringForANameThatComesAgain() {
    for (int i = 1; i <= 2; i++) {
      board.accept(Samples.score(new String("A"), i, 1));
    }

    List<Score> scores = board.slice("A", 0).orElseThrow().scores();
    assertThat(scores.get(0).symbol()).isSameAs(scores.get(1).symbol());
  }

  @Test
  void saysHowManyAlertsWereMissed() {
    for (int i = 1; i <= 5; i++) {
      board.accept(Samples.alert("A", i, Alert.Status.OPENED));
    }

    assertThat(board.alertsAfter(0).missed()).isEqualTo(3);
    assertThat(board.alertsAfter(0).alerts()).hasSize(2);
    assertThat(board.alertsAfter(4).alerts()).extracting(Alert::openedSequence).containsExactly(5L);
    assertThat(board.alertsAfter(5).alerts()).isEmpty();
  }

  @Test
  void countsTicksASecond() {
    for (int second = 0; second < 8; second++) {
      for (int i = 0; i < 40; i++) {
        board.accept(Samples.score("A", 1, 1));
      }
      now = now.plusSeconds(1);
    }
    assertThat(board.summary().ticksPerSecond()).isEqualTo(40);

    now = now.plus(Duration.ofHours(1));
    assertThat(board.summary().ticksPerSecond()).isZero();
  }

  @Test
  void showsTheNewestTickNotTheLatestToArrive() {
    board.accept(Samples.score("A", 9, 1));
    board.accept(Samples.score("A", 5, 1));
    board.accept(Samples.warmingUp("B", 7));

    assertThat(board.summary().newest()).extracting(Score::sequence).containsExactly(9L, 7L);
    assertThat(board.summary().scored()).isEqualTo(2);
    assertThat(board.summary().warmingUp()).isEqualTo(1);
    assertThat(board.summary().modelVersion()).contains(Samples.MODEL);
  }
}
