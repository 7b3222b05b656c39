package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Seeded ticks of several symbols as they arrive: some late, now and then a spike. */
final class Arrivals {
  private Arrivals() {}

  /** Ticks of all symbols, one of each in turn; no tick is too late for a window of 8. */
  static List<Tick> of(int symbols, int ticksEach) {
    List<List<Tick>> walks = new ArrayList<>();
    for (int s = 0; s < symbols; s++) {
      walks.add(disturbed(ArithmeticScorer.walk("SYM" + s, ticksEach, 300 + s), new Random(s)));
    }
    List<Tick> arrivals = new ArrayList<>(symbols * ticksEach);
    for (int i = 0; i < ticksEach; i++) {
      for (List<Tick> walk : walks) {
        arrivals.add(walk.get(i));
      }
    }
    return arrivals;
  }

  private static List<Tick> disturbed(List<Tick> walk, Random random) {
    for (int i = 20; i + 5 < walk.size(); i += 50 + random.nextInt(400)) {
      Collections.swap(walk, i, i + 1 + random.nextInt(3));
    }
    for (int i = 100; i < walk.size(); i += 500 + random.nextInt(1000)) {
      Tick tick = walk.get(i);
      walk.set(i, Tick.of(tick.symbol(), tick.eventTimeMicros(), tick.price() * 1.03, tick.size()));
    }
    return walk;
  }

  static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  static ProducerRecord<byte[], byte[]> record(String topic, Tick tick) {
    byte[] value = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT).encode(tick);
    return new ProducerRecord<>(topic, tick.symbol().getBytes(UTF_8), value);
  }
}
