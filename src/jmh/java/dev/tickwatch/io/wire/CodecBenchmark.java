package dev.tickwatch.io.wire;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes of each kind of record, written and read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CodecBenchmark {

  /** What is written. */
  @Param({"tick", "score", "forecast", "alert", "dead letter"})
  public String kind;

  @Param({"AVRO", "JSON"})
  public RecordFormat format;

  private Sample<?> sample;

  private static final class Sample<T> {
    private final Codec<T> codec;
    private final T value;
    private final byte[] bytes;

    private Sample(Codec<T> codec, T value) {
      this.codec = codec;
      this.value = value;
      bytes = codec.encode(value);
    }

    private byte[] encode() {
      return codec.encode(value);
    }

    private T decode() {
      return codec.decode(bytes);
    }
  }

  @Setup
  public void choose() {
    sample =
        switch (kind) {
          case "tick" ->
              new Sample<>(WireFormat.ticks(format, TickFields.DEFAULT), SampleRecords.TICK);
          case "score" -> new Sample<>(WireFormat.scores(format), SampleRecords.SCORE);
          case "forecast" -> new Sample<>(WireFormat.forecasts(format), SampleRecords.FORECAST);
          case "alert" -> new Sample<>(WireFormat.alerts(format), SampleRecords.ALERT);
          case "dead letter" ->
              new Sample<>(WireFormat.deadLetters(format), SampleRecords.DEAD_LETTER);
          default -> throw new IllegalArgumentException(kind);
        };
  }

  @Benchmark
  public byte[] encode() {
    return sample.encode();
  }

  @Benchmark
  public Object decode() {
    return sample.decode();
  }
}
