package dev.tickwatch.lab.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Seeded records for the tick topic: random walks of several symbols, taking turns, with all that
 * befalls a feed. Some ticks are late, some too late; now and then a price is far off; some symbols
 * fall silent for minutes; some records are no ticks. The same settings give the same records.
 */
final class KnownInput {
  static final int BURST = 500;

  private static final int MARKET_MOVE = 270;

  private static final long START_MICROS =
      Instant.parse("2024-01-02T00:00:00Z").toEpochMilli() * 1_000;
  private static final long SECOND_MICROS = 1_000_000;
  private static final long[] JUMPS_SECONDS = {600, -600, 86_400, -5, 3_600L * 24 * 365 * 30};

  /** Kinds of jumps. */
  static final int JUMPS = 5;

  private static final long[] ODD_MILLIS = {
    0, 1, Instant.parse("2100-01-01T00:00:00Z").toEpochMilli(), 1_700_000_000_000L
  };

  private final Codec<Tick> codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
  private final Random random;
  private final int partitions;
  private final List<Input> records = new ArrayList<>();
  private final long[] offsets;
  private final List<Symbol> symbols = new ArrayList<>();
  private boolean oddTimestamps;
  private int turns;

  /** A walk. */
  private static final class Symbol {
    private final String name;
    private final int partition;
    private long timeMicros = START_MICROS;
    private double logPrice = Math.log(100);
    private int silentFor;
    private Tick held;
    private Tick old;
    private int ticks;

    private Symbol(String name, int partition) {
      this.name = name;
      this.partition = partition;
    }
  }

  private KnownInput(int symbolCount, int partitions, long seed) {
    this.partitions = partitions;
    random = new Random(seed);
    offsets = new long[partitions];
    for (int i = 0; i < symbolCount; i++) {
      symbols.add(new Symbol("SYM" + i, i % partitions));
    }
  }

  /**
   * What a fault gets.
   *
   * @param rounds how often a fault of the input is in it
   */
  static List<Input> of(Fault fault, ChaosSettings settings, int rounds) {
    int ticks = settings.ticks();
    int symbols = settings.symbols();
    int partitions = TrialTopics.PARTITIONS;
    return switch (fault) {
      case POISON -> poisoned(ticks, symbols, partitions, settings.seed(), rounds);
      case CLOCK_JUMPS -> jumping(ticks, symbols, partitions, settings.seed(), rounds);
      default -> ordinary(ticks, symbols, partitions, settings.seed());
    };
  }

  /** What every fault but those of the input gets. */
  static List<Input> ordinary(int count, int symbols, int partitions, long seed) {
    KnownInput input = new KnownInput(symbols, partitions, seed);
    while (input.records.size() < count) {
      input.turn();
    }
    return input.records;
  }

  /** The same with so many bursts of records that are no ticks, evenly spread. */
  static List<Input> poisoned(int count, int symbols, int partitions, long seed, int bursts) {
    KnownInput input = new KnownInput(symbols, partitions, seed);
    for (int burst = 0; input.records.size() < count; ) {
      input.turn();
      if (burst < bursts && input.records.size() >= (long) count * (burst + 1) / (bursts + 1)) {
        burst++;
        for (int i = 0; i < BURST; i++) {
          input.bad(input.symbols.get(input.random.nextInt(symbols)));
        }
      }
    }
    return input.records;
  }

  /** The same with clocks that jump so many times, and record timestamps of no sense. */
  static List<Input> jumping(int count, int symbols, int partitions, long seed, int jumps) {
    KnownInput input = new KnownInput(symbols, partitions, seed);
    input.oddTimestamps = true;
    for (int jump = 0; input.records.size() < count; ) {
      input.turn();
      if (jump < jumps && input.records.size() >= (long) count * (jump + 1) / (jumps + 1)) {
        long micros = JUMPS_SECONDS[jump % JUMPS_SECONDS.length] * SECOND_MICROS;
        // Half of the symbols, so that their clocks disagree with the others'.
        for (int i = 0; i < symbols; i += 2) {
          input.symbols.get(i).timeMicros += micros;
        }
        jump++;
      }
    }
    return input.records;
  }

  /** One tick of each symbol at most. Now and then the whole market moves. */
  private void turn() {
    if (++turns % MARKET_MOVE == 0) {
      symbols.forEach(symbol -> symbol.logPrice += 0.03);
    }
    for (Symbol symbol : symbols) {
      if (symbol.silentFor > 0) {
        symbol.silentFor--;
        symbol.timeMicros += SECOND_MICROS;
        continue;
      }
      Tick tick = next(symbol);
      int chance = random.nextInt(2_000);
      if (chance < 20 && symbol.held == null) {
        symbol.held = tick; // comes after the next one: late
        continue;
      }
      send(symbol, tick);
      if (symbol.held != null) {
        send(symbol, symbol.held);
        symbol.held = null;
      }
      beside(symbol, tick, chance);
    }
  }

  private void beside(Symbol symbol, Tick tick, int chance) {
    if (chance < 26) {
      bad(symbol);
    } else if (chance < 30 && symbol.old != null) {
      send(symbol, symbol.old); // long out of every window: too late
    } else if (chance == 30) {
      symbol.silentFor = 300;
    }
    if (++symbol.ticks % 200 == 0) {
      symbol.old = tick;
    }
  }

  private Tick next(Symbol symbol) {
    symbol.logPrice += random.nextGaussian() * 1e-3;
    symbol.timeMicros += SECOND_MICROS / 2 + random.nextInt((int) SECOND_MICROS);
    double price = Math.round(Math.exp(symbol.logPrice) * 1e4) / 1e4;
    boolean spike = random.nextInt(700) == 0;
    return Tick.of(
        symbol.name, symbol.timeMicros, spike ? price * 1.03 : price, 1 + random.nextInt(100));
  }

  private void send(Symbol symbol, Tick tick) {
    add(symbol.partition, symbol.name.getBytes(UTF_8), codec.encode(tick));
  }

  /** A record that is no tick, one kind in six. */
  private void bad(Symbol symbol) {
    byte[] key = random.nextInt(4) == 0 ? null : symbol.name.getBytes(UTF_8);
    byte[] tick = codec.encode(next(symbol));
    byte[] noise = new byte[1 + random.nextInt(4_000)];
    random.nextBytes(noise);
    byte[] value =
        switch (random.nextInt(6)) {
          case 0 -> null;
          case 1 -> new byte[0];
          case 2 -> Arrays.copyOf(tick, tick.length / 2);
          case 3 -> codec.encode(Tick.of(symbol.name, symbol.timeMicros, Double.NaN, 1));
          case 4 -> codec.encode(Tick.of("", symbol.timeMicros, 1, 1));
          default -> noise;
        };
    add(symbol.partition, key, value);
  }

  private void add(int partition, byte[] key, byte[] value) {
    long millis = oddTimestamps ? ODD_MILLIS[random.nextInt(ODD_MILLIS.length)] : 0;
    records.add(
        new Input(
            partition % partitions,
            offsets[partition]++,
            oddTimestamps ? millis : START_MICROS / 1_000 + records.size(),
            key,
            value));
  }
}
