package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.io.ingest.TickHistory;
import dev.tickwatch.io.ingest.TopicTicks;
import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.TickParser;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayCommandIT {
  private static final long NOON = 1_385_380_800_000_000L;

  @TempDir private static Path directory;
  private static EmbeddedKafka kafka;
  private static Map<String, Object> client;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    client = Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void whatIsReplayedIsReadBack(RecordFormat format) throws IOException {
    StringBuilder csv = new StringBuilder("symbol,time,price,size,bid,ask,exchange,conditions\n");
    for (int i = 0; i < 3_000; i++) {
      csv.append("S").append(i % 7).append(',').append(NOON + i).append(',').append(10 + i);
      csv.append(".25,").append(i).append(",10,11,N,\"@,F\"\n");
      csv.append(i == 1_000 ? "S1,never,1,1\n" : "");
    }
    Path file = Files.writeString(directory.resolve(format + ".csv"), csv);
    String topic = "ticks-" + format;

    CommandLineRun run = replay(file, topic, "--create-topic", "4", "--format", format.name());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("sent 3000 ticks of " + file + " to topic " + topic);
    assertThat(run.err())
        .contains("rows: 1 rejected (unparsable 1)", "line 1003: unparsable: column 'time'");
    TickHistory history = reader(format).read(topic, Optional.empty(), records -> {});
    assertThat(history.ticks()).isEqualTo(3_000);
    assertThat(history.defects().total()).isZero();
    history
        .bySymbol()
        .forEach(
            (symbol, ticks) -> {
              List<Tick> expected = new ArrayList<>();
              for (int i = Integer.parseInt(symbol.substring(1)); i < 3_000; i += 7) {
                expected.add(new Tick(symbol, NOON + i, 10.25 + i, i, 10, 11, "N", "@,F"));
              }
              assertThat(ticks).isEqualTo(expected);
            });
  }

  @Test
  void writesTicksAsTheSettingsOfTheServiceSayThatTheyAreRead() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("cold.csv"), "symbol,time,price\nA,1,-2.5\nA,9999999999,3\n");
    Path config =
        Files.writeString(
            directory.resolve("cold.yaml"),
            "ticks:\n  format: json\n  latest: 2030-01-01T00:00:00Z\n  fields.price: celsius\n");

    CommandLineRun run =
        replay(
            file,
            "cold",
            "--create-topic",
            "1",
            "--config",
            config.toString(),
            "--set",
            "detection.series=metric");

    assertThat(run.err()).contains("rows: 1 rejected (bad_time 1)");
    TickFields fields =
        new TickFields(
            "symbol", "event_time", "celsius", "size", null, null, null, null, null, null);
    TickParser parser =
        new TickParser(
            WireFormat.ticks(RecordFormat.JSON, fields), TickCheck.DEFAULT.of(SeriesKind.METRIC));
    assertThat(
            new TopicTicks(client, parser)
                .read("cold", Optional.empty(), n -> {})
                .bySymbol()
                .get("A"))
        .extracting(Tick::price)
        .containsExactly(-2.5);
  }

  @Test
  void strictRunsFailWhenARowWasNoTick() throws IOException {
    Path file = Files.writeString(directory.resolve("bad.csv"), "symbol,time,price\nA,1,-1\n");
    CommandLineRun run = replay(file, "strict", "--create-topic", "1", "--strict");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("line 2: bad_price: price -1.0");
  }

  @Test
  void namesATopicThatIsNotThere() throws IOException {
    Path file = Files.writeString(directory.resolve("one.csv"), "symbol,time,price\nA,1,1\n");
    CommandLineRun run = replay(file, "nowhere");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "tickwatch replay: topic 'nowhere' does not exist on "
                + kafka.bootstrapServers()
                + "; create it with --create-topic PARTITIONS\n");
    assertThatThrownBy(() -> reader(RecordFormat.AVRO).read("nowhere", Optional.empty(), n -> {}))
        .isInstanceOf(TopicException.class)
        .hasMessage("topic 'nowhere' does not exist on " + kafka.bootstrapServers());
  }

  @Test
  void readsOnlyCommittedRecordsSinceAMomentAndCountsDefects() {
    kafka.createTopic("history", 2, Map.of());
    var codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
    Map<String, Object> transactional =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer");
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int price = 1; price <= 10; price++) {
        producer.beginTransaction();
        byte[] value = codec.encode(Tick.of("A", NOON, price, 1));
        var unused = producer.send(record(price % 2, price * 1_000L, value));
        // The producer may send the end before a record that it has not sent yet: see
        // StreamClients.
        producer.flush();
        if (price == 4) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
      producer.beginTransaction();
      var unused = producer.send(record(0, 11_000L, new byte[] {1, 2, 3}));
      producer.flush();
      producer.commitTransaction();
    }
    List<Long> progress = new ArrayList<>();
    TopicTicks reader = reader(RecordFormat.AVRO);
    TickHistory all = reader.read("history", Optional.empty(), progress::add);
    assertThat(all.bySymbol().get("A"))
        .extracting(Tick::price)
        .containsExactlyInAnyOrder(1.0, 2.0, 3.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0);
    assertThat(all.defects()).hasToString("1 rejected (unparsable 1)");
    assertThat(all.defects().examples().get(0)).startsWith("partition 0 offset ");
    assertThat(progress).last().isEqualTo(10L);
    Instant since = Instant.ofEpochMilli(8_000);
    assertThat(reader.read("history", Optional.of(since), n -> {}).bySymbol().get("A"))
        .extracting(Tick::price)
        .containsExactlyInAnyOrder(8.0, 9.0, 10.0);
    Instant future = Instant.ofEpochMilli(99_000);
    assertThat(reader.read("history", Optional.of(future), n -> {}).ticks()).isZero();
  }

  @Test
  void saysOnceThatNoBrokerAnswers() throws IOException {
    Path file = Files.writeString(directory.resolve("two.csv"), "symbol,time,price\nA,1,1\n");
    Instant before = Instant.now();
    CommandLineRun run =
        CommandLineRun.of("replay", "--ticks", "" + file, "--bootstrap-server", "localhost:1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "tickwatch replay: no Kafka broker at localhost:1 answers: cannot look at topic"
                + " 'prices.ticks'\n");
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, long time, byte[] value) {
    return new ProducerRecord<>("history", partition, time, null, value);
  }

  private static CommandLineRun replay(Path file, String topic, String... more) {
    List<String> args = new ArrayList<>(List.of("replay", "--ticks", file.toString()));
    args.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--topic", topic));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static TopicTicks reader(RecordFormat format) {
    var codec = WireFormat.ticks(format, TickFields.DEFAULT);
    return new TopicTicks(client, new TickParser(codec, TickCheck.DEFAULT));
  }
}
