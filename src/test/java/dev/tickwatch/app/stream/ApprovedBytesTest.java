package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.SmallModel;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same input gives the same bytes: every score, forecast, alert, market alert and dead letter
 * of fixed ticks is compared with an approved file. The file holds a digest of all records of a
 * topic in either format, and in full what a person can read a difference from.
 *
 * <p>Where a change of results is meant, {@code mvn test -Dtest=ApprovedBytesTest
 * -Dwrite-approved=true} writes the files anew, and the change is shown by their difference.
 */
final class ApprovedBytesTest {
  private static final Path APPROVED =
      Path.of("src/test/resources/dev/tickwatch/app/stream/approved");
  private static final Path TRAINED_MODEL = APPROVED.resolve("trained.onnx");
  private static final boolean WRITE = Boolean.getBoolean("write-approved");

  /** Of scores and forecasts one in so many is shown in full, of the others one in so many. */
  private static final int SHOWN_EVERY = 23;

  private static final int ALERTS_SHOWN_EVERY = 5;

  private static final Duration LINGER = Duration.ofMillis(5);
  private static final WindowShape SHAPE = new WindowShape(8, 3);
  private static final ArithmeticScorer MODEL = ArithmeticScorer.calibrated(SHAPE);
  private static final DetectionSettings DETECTION =
      new DetectionSettings(new AlertPolicy(200, 5), 0.9, true);
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?|\"[0-9a-f]{64}\"");

  @TempDir private Path directory;

  @BeforeAll
  static void trainOnce() throws IOException {
    if (WRITE && !Files.exists(TRAINED_MODEL)) {
      Files.createDirectories(APPROVED);
      SmallModel.trainedOn(SmallModel.walks(List.of("AAA", "BBB"), 3_000, 1), TRAINED_MODEL);
    }
  }

  @Test
  void ticks() throws IOException {
    compare(
        "ticks", () -> new ArithmeticScorer(MODEL.manifest()), prices(), ApprovedBytesTest::feed);
  }

  @Test
  void bars() throws IOException {
    for (EmptyBars empty : EmptyBars.values()) {
      BarRules rules =
          new BarRules(
              BarSize.parse("5s"), TradingCalendar.named("24x7"), Duration.ofSeconds(3), empty);
      compare(
          "bars-" + empty.name().toLowerCase(Locale.ROOT),
          () -> new ArithmeticScorer(MODEL.ofBars("5s").manifest()),
          new Scene(StreamSettings.defaults("test").with(rules), TickCheck.DEFAULT, arrivals(600)),
          ApprovedBytesTest::feed);
    }
  }

  @Test
  void swapOfModels() throws IOException {
    Scene scene = prices();
    compare(
        "swap",
        () -> new ArithmeticScorer(MODEL.manifest()),
        scene,
        (stream, all) -> {
          feed(stream, all.subList(0, all.size() / 2));
          stream.model.replace(
              ArithmeticScorer.calibrated(new WindowShape(8, 2)).ofVersion("arithmetic-2"));
          feed(stream, all.subList(all.size() / 2, all.size()));
        });
  }

  @Test
  void metricSeries() throws IOException {
    List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
    Random random = new Random(17);
    for (int i = 0; i < 900; i++) {
      double level = i % 100 < 50 ? -2 : 3;
      double value = i == 700 ? 40 : i % 97 == 0 ? 0 : level + 0.3 * random.nextGaussian();
      records.add(record(Tick.of("ROOF", 1_700_000_000_000_000L + i * 60_000_000L, value, 1)));
    }
    records.add(5, junk());
    compare(
        "metric",
        () -> new ArithmeticScorer(MODEL.scoring(SeriesKind.METRIC).manifest()),
        new Scene(
            StreamSettings.defaults("test"), TickCheck.DEFAULT.of(SeriesKind.METRIC), records),
        ApprovedBytesTest::feed);
  }

  /** Kernels of other processors round otherwise, so numbers are compared, and no digests. */
  @Test
  void trainedModel() throws IOException {
    Scene scene = new Scene(StreamSettings.defaults("test"), TickCheck.DEFAULT, ofTrainedModel());
    String actual =
        produce(
            () -> OnnxWindowScorer.open(TRAINED_MODEL, ScoringDevice.CPU),
            scene,
            ApprovedBytesTest::feed);
    Path exact = Files.createDirectories(Path.of("target/approved")).resolve("trained.txt");
    Files.writeString(exact, actual);
    String shown = actual.replaceAll("(?m)^digest .*\n", "");
    Path file = APPROVED.resolve("trained.txt");
    if (WRITE) {
      Files.writeString(file, shown);
    }
    assertAlike(shown, Files.readString(file));
  }

  private record Scene(
      StreamSettings settings, TickCheck check, List<TestRecord<byte[], byte[]>> records) {}

  private interface Feed {
    void into(TopologyHarness stream, List<TestRecord<byte[], byte[]>> records);
  }

  private static Scene prices() {
    return new Scene(StreamSettings.defaults("test"), TickCheck.DEFAULT, arrivals(400));
  }

  private void compare(String name, Supplier<WindowScorer> model, Scene scene, Feed feed)
      throws IOException {
    String actual = produce(model, scene, feed);
    Path file = APPROVED.resolve(name + ".txt");
    if (WRITE) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private String produce(Supplier<WindowScorer> model, Scene scene, Feed feed) throws IOException {
    StringBuilder text = new StringBuilder();
    for (RecordFormat format : RecordFormat.values()) {
      StreamSettings settings =
          scene
              .settings()
              .with(new StreamSettings.Formats(RecordFormat.AVRO, TickFields.DEFAULT, format))
              .with(new StreamSettings.Batching(16, LINGER));
      Path state = Files.createTempDirectory(directory, "state");
      try (TopologyHarness stream =
          new TopologyHarness(settings, model.get(), DETECTION, scene.check(), state)) {
        feed.into(stream, scene.records());
        stream.waitFor(LINGER);
        // A market's bucket is judged once the next one has begun.
        stream.waitFor(Duration.ofMinutes(2));
        stream.bytes().forEach((topic, records) -> append(text, format, topic, records));
      }
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text,
      RecordFormat format,
      String topic,
      List<TestRecord<byte[], byte[]>> records) {
    text.append("digest %s %s %d %s\n".formatted(topic, format, records.size(), digest(records)));
    if (format == RecordFormat.JSON) {
      boolean many = topic.endsWith("scores") || topic.endsWith("forecasts");
      for (int i = 0; i < records.size(); i += many ? SHOWN_EVERY : ALERTS_SHOWN_EVERY) {
        text.append("%s %d %s\n".formatted(topic, i, new String(records.get(i).value(), UTF_8)));
      }
    }
  }

  private static String digest(List<TestRecord<byte[], byte[]>> records) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (TestRecord<byte[], byte[]> record : records) {
        update(digest, record.key());
        update(digest, record.value());
        record
            .headers()
            .forEach(
                header -> {
                  update(digest, header.key().getBytes(UTF_8));
                  update(digest, header.value());
                });
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes == null ? -1 : bytes.length));
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  private static void feed(TopologyHarness stream, List<TestRecord<byte[], byte[]>> records) {
    for (int i = 0; i < records.size(); i++) {
      stream.send(records.get(i));
      if (i % 7 == 0) {
        stream.waitFor(LINGER);
      }
    }
  }

  private static TestRecord<byte[], byte[]> record(Tick tick) {
    return new TestRecord<>(tick.symbol().getBytes(UTF_8), TopologyHarness.TICKS.encode(tick));
  }

  private static TestRecord<byte[], byte[]> junk() {
    return new TestRecord<>("junk".getBytes(UTF_8), new byte[] {1, 2, 3});
  }

  /** Symbols in turn: out of order, too late, wrong in every field, jumps, a price that sticks. */
  private static List<TestRecord<byte[], byte[]>> arrivals(int each) {
    Map<String, List<Tick>> walks = new TreeMap<>();
    for (String symbol : List.of("AAPL", "MSFT", "XAU", "ZÜ RICH")) {
      walks.put(symbol, ArithmeticScorer.walk(symbol, each, symbol.hashCode()));
    }
    return disturbed(walks, each);
  }

  private static List<TestRecord<byte[], byte[]>> ofTrainedModel() {
    return disturbed(SmallModel.walks(List.of("AAA", "CCC", "DDD"), 300, 9), 300);
  }

  private static List<TestRecord<byte[], byte[]>> disturbed(
      Map<String, List<Tick>> walks, int each) {
    List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < each; i++) {
      for (List<Tick> walk : walks.values()) {
        boolean silent = i >= each / 4 && i < each / 4 + 30;
        if (silent && walk == walks.values().iterator().next()) {
          continue;
        }
        Tick tick = walk.get(i % 11 == 0 ? i : Math.max(0, i - random.nextInt(2) * (i % 3)));
        if (i % 90 == 60) {
          tick = tick.with(tick.price() * 1.05, tick.size(), Double.NaN, Double.NaN);
        }
        if (i >= each / 2 && i < each / 2 + 40) {
          tick = tick.with(walk.get(each / 2).price(), tick.size(), Double.NaN, Double.NaN);
        }
        records.add(record(tick));
        if (i % 61 == 60) {
          records.add(record(walk.get(i - 50)));
          records.add(record(Tick.of(tick.symbol(), tick.eventTimeMicros(), -1, 1)));
          records.add(record(Tick.of(tick.symbol(), Long.MAX_VALUE / 2, 1, 1)));
          records.add(record(Tick.of(tick.symbol(), tick.eventTimeMicros(), 1, -1)));
          records.add(record(Tick.of("", tick.eventTimeMicros(), 1, 1)));
          records.add(junk());
        }
      }
    }
    return records;
  }

  private static void assertAlike(String actual, String approved) {
    assertThat(NUMBER.matcher(actual).replaceAll("#"))
        .isEqualTo(NUMBER.matcher(approved).replaceAll("#"));
    List<Double> expected = numbers(approved);
    List<Double> found = numbers(actual);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      double value = expected.get(i);
      assertThat(found.get(i)).isCloseTo(value, within(1e-5 + 1e-3 * Math.abs(value)));
    }
  }

  private static List<Double> numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(number -> !number.startsWith("\""))
        .map(Double::valueOf)
        .toList();
  }
}
