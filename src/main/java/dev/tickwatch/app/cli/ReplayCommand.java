package dev.tickwatch.app.cli;

import dev.tickwatch.io.ingest.DefectCount;
import dev.tickwatch.io.ingest.Pace;
import dev.tickwatch.io.ingest.Replay;
import dev.tickwatch.io.ingest.ReplayTimer;
import dev.tickwatch.io.ingest.TickFile;
import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.topic.Topics;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a CSV file of ticks to a topic. */
@Command(
    name = "replay",
    description = {
      "Sends a CSV file of ticks to a Kafka topic, keyed by symbol, in the file's order.",
      "Rows that are no ticks are counted and reported, and not sent."
    })
public final class ReplayCommand implements TickwatchCommand {
  private static final int PROGRESS_ROWS = 256;
  private static final int BAR_WIDTH = 100;

  @Spec private CommandSpec spec;
  @Mixin private TickFileOptions ticks;
  @Mixin private KafkaOptions kafka;

  @Mixin
  private final SettingsOptions settings =
      new SettingsOptions(
          List.of(
              SettingFlag.FORMAT.saying("Format of the records: avro or json."),
              SettingFlag.SERIES.saying(
                  "What the values are: a price is above 0, a metric may have any sign. Default:"
                      + " price")));

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "prices.ticks",
      description = "Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--create-topic",
      paramLabel = "PARTITIONS",
      description = "Create the topic with so many partitions where it does not exist.")
  private Integer createTopic;

  @ArgGroup private PaceOptions pace;

  @Option(names = "--strict", description = "Exit with status 1 when a row was no tick.")
  private boolean strict;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show a progress bar. Default: when on a terminal.")
  private Boolean progress;

  private static final class PaceOptions {
    @Option(
        names = "--speed",
        paramLabel = "FACTOR",
        description = "As the ticks were traded, so many times as fast. Default: no pause at all.")
    private Double speed;

    @Option(names = "--rate", paramLabel = "N", description = "So many ticks a second, evenly.")
    private Double rate;
  }

  /** For picocli. */
  public ReplayCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> client = kafka.client();
    Pace chosen = pace();
    OfflineSettings given = settings.load();
    try (TickFile file = ticks.open(given.check(given.series()))) {
      prepareTopic(client);
      long start = System.nanoTime();
      Codec<Tick> codec = WireFormat.ticks(given.ticks().format(), given.ticks().fields().names());
      Replay.Result result = send(client, file, codec, chosen);
      return report(result, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Pace pace() {
    try {
      if (pace != null && pace.speed != null) {
        return new Pace.EventTime(pace.speed);
      }
      return pace != null && pace.rate != null ? new Pace.Rate(pace.rate) : new Pace.Unlimited();
    } catch (IllegalArgumentException e) {
      throw new UserError("--" + e.getMessage(), e);
    }
  }

  private void prepareTopic(Map<String, Object> client) {
    if (createTopic != null && createTopic < 1) {
      throw new UserError("--create-topic must be 1 partition or more, not " + createTopic);
    }
    try (Topics topics = Topics.of(client)) {
      if (topics.partitions(topic).isPresent()) {
        return;
      }
      if (createTopic == null) {
        throw new UserError(
            "topic '"
                + topic
                + "' does not exist on "
                + Topics.servers(client)
                + "; create it with --create-topic PARTITIONS");
      }
      topics.create(topic, createTopic, Map.of());
    }
  }

  private Replay.Result send(
      Map<String, Object> client, TickFile file, Codec<Tick> codec, Pace chosen)
      throws InterruptedException {
    Producer<byte[], byte[]> producer = Replay.producer(client);
    try (ProgressBar bar = bar(file)) {
      Replay replay = new Replay(producer, topic, codec, chosen, ReplayTimer.SYSTEM);
      return replay.run(
          file,
          rows -> {
            if (bar != null && rows % PROGRESS_ROWS == 1) {
              bar.stepTo(file.position());
              bar.setExtraMessage(rows + " rows");
            }
          });
    } catch (TopicException e) {
      producer.close(Duration.ZERO); // what is still queued cannot be sent either
      throw e;
    } finally {
      producer.close();
    }
  }

  private ProgressBar bar(TickFile file) {
    boolean shown = progress == null ? Ansi.AUTO.enabled() : progress;
    if (!shown) {
      return null;
    }
    return new ProgressBarBuilder()
        .setTaskName("replay")
        .setInitialMax(file.length() == 0 ? -1 : file.length())
        .setUnit(" kB", 1_000)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  private int report(Replay.Result result, Duration took) {
    double seconds = took.toNanos() / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "sent %d ticks of %s to topic %s in %.1f s (%.0f ticks/s)%n",
        result.sent(),
        ticks.file(),
        topic,
        seconds,
        result.sent() / seconds);
    DefectCount defects = result.defects();
    if (defects.total() == 0) {
      return ExitCode.OK;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(ticks.file() + ": rows: " + defects);
    defects.examples().forEach(example -> err.println("  " + example));
    if (defects.total() > defects.examples().size()) {
      err.println("  …");
    }
    return strict ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
