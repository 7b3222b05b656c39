package dev.tickwatch.app.service;

import dev.tickwatch.app.stream.StreamSettings.GroupProtocol;
import dev.tickwatch.app.stream.StreamSettings.Guarantee;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketGroups;
import dev.tickwatch.detect.marketwide.MarketGroupsFile;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.check.QualitySettings;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.settings.ByteSize;
import dev.tickwatch.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that {@code tickwatch run} can be told. Messages of the constructors name full keys.
 *
 * @see dev.tickwatch.settings.SettingsLoader
 */
public record ServiceSettings(
    @Setting(
            "Settings of the Kafka clients, passed through as they are: `kafka.bootstrap.servers`"
                + " (required), TLS (`kafka.security.protocol`, `kafka.ssl.*`), SASL"
                + " (`kafka.sasl.*`) and all others of Kafka's reference. Values of keys that name"
                + " a secret are masked when printed.")
        Map<String, String> kafka,
    @Setting("Names of the topics, and whether missing ones are made.") Topics topics,
    @Setting("How incoming ticks are read and which are refused.") Ticks ticks,
    @Setting("How results are written.") Output output,
    @Setting("Which model scores the ticks. Exactly one of `model.path` and `model.topic` is set.")
        Model model,
    @Setting("Batches for the model.") Scoring scoring,
    @Setting("Kafka Streams.") Streams streams,
    @Setting("How ticks are judged. Changing it needs no training.") Detection detection,
    @Setting("When alerts are raised. Changing them needs no training.") Alerts alerts,
    @Setting("The market as a whole: one alert where many symbols move at once.") Market market,
    @Setting("What counts as bad data; it explains alerts, and silence raises them.")
        Quality quality,
    @Setting("Forecasts and prediction intervals.") Forecasts forecasts,
    @Setting("Meters, health and the live page over HTTP.") Server server) {

  private static final String BOOTSTRAP = "bootstrap.servers";

  /**
   * @throws IllegalArgumentException when there is no broker to connect to
   */
  public ServiceSettings {
    kafka = Map.copyOf(kafka);
    if (kafka.getOrDefault(BOOTSTRAP, "").isBlank()) {
      throw new IllegalArgumentException(
          "kafka.bootstrap.servers is not set; must be host:port of one broker or more");
    }
  }

  /** Section {@code topics}. */
  public record Topics(
      @Setting(
              value = "Ticks in, keyed by symbol.",
              byDefault = "prices.ticks",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String ticks,
      @Setting(
              value = "A score for every tick.",
              byDefault = "prices.scores",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String scores,
      @Setting(
              value = "Forecasts of the next ticks.",
              byDefault = "prices.forecasts",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String forecasts,
      @Setting(
              value = "Openings, updates and closings of alerts.",
              byDefault = "prices.alerts",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String alerts,
      @Setting(
              value = "Openings, updates and closings of alerts of the market as a whole.",
              byDefault = "prices.market-alerts",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String marketAlerts,
      @Setting(
              value = "Records that could not be scored, with the reason.",
              byDefault = "prices.dead-letters",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String deadLetters,
      @Setting(
              value = "Make topics that are missing at the start; otherwise the start is refused.",
              byDefault = "true")
          boolean createMissing,
      @Setting(
              value =
                  "Partitions of a tick topic made by Tickwatch. Result topics get as many as the"
                      + " tick topic has.",
              byDefault = "6",
              min = "1",
              max = "1000")
          int partitions,
      @Setting(
              value = "Replicas of topics made by Tickwatch; -1 for the broker's default.",
              byDefault = "-1",
              min = "-1",
              max = "9")
          int replicationFactor) {

    /**
     * @throws IllegalArgumentException when two topics have one name
     */
    public Topics {
      List<String> all = List.of(ticks, scores, forecasts, alerts, marketAlerts, deadLetters);
      if (Set.copyOf(all).size() < all.size()) {
        throw new IllegalArgumentException(
            "topics.ticks, scores, forecasts, alerts, market-alerts and dead-letters must be six"
                + " topics, not "
                + String.join(", ", all));
      }
      if (replicationFactor == 0) {
        throw new IllegalArgumentException(
            "topics.replication-factor is '0'; must be -1, or 1 or more");
      }
    }
  }

  /** Section {@code ticks}. */
  public record Ticks(
      @Setting(value = "Format of incoming ticks.", byDefault = "avro") RecordFormat format,
      @Setting(
              "Names of a tick's fields in JSON records; a nested field is written with dots"
                  + " (`data.px`). Not used by Avro.")
          Fields fields,
      @Setting(
              value =
                  "Whether records of the tick topic are keyed by symbol, so that one partition has"
                      + " all ticks of a symbol. Otherwise they are sent through a repartition"
                      + " topic first.",
              byDefault = "true")
          boolean keyedBySymbol,
      @Setting(
              value = "Ticks with an earlier event time go to the dead letters.",
              byDefault = "1900-01-01T00:00:00Z")
          Instant earliest,
      @Setting(
              value = "Ticks with a later event time go to the dead letters.",
              byDefault = "2100-01-01T00:00:00Z")
          Instant latest,
      @Setting(
              value =
                  "Score time bars of the ticks, built by event time, of the size that the model was"
                      + " trained on; `none` scores every tick.",
              byDefault = "none",
              matching = "none|[1-9][0-9]{0,4}[smhd]",
              allowed = "none, or " + BarSize.ALLOWED)
          String bars,
      @Setting(
              value =
                  "A bar closes when a tick of its symbol comes that is this much later than the"
                      + " bar's end. Ticks of closed bars go to the dead letters.",
              byDefault = "0s",
              min = "0s",
              max = "1d")
          Duration barGrace,
      @Setting(
              value =
                  "What becomes of a bar without a tick: skipped, or filled with the last price and"
                      + " no size while the market is in its regular session.",
              byDefault = "skip")
          EmptyBars emptyBars) {

    private static final String NO_BARS = "none";

    /**
     * @throws IllegalArgumentException when no tick could be accepted, or no bar built
     */
    public Ticks {
      if (!earliest.isBefore(latest)) {
        throw new IllegalArgumentException(
            "ticks.earliest is '" + earliest + "'; must be before ticks.latest '" + latest + "'");
      }
      try {
        fields.names();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("ticks.fields: " + e.getMessage(), e);
      }
      requireBars(bars, barGrace, emptyBars);
    }

    private static void requireBars(String bars, Duration grace, EmptyBars emptyBars) {
      if (bars.equals(NO_BARS)) {
        return;
      }
      BarSize size;
      try {
        size = BarSize.parse(bars);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "ticks.bars is '" + bars + "'; must be none, or " + e.getMessage(), e);
      }
      try {
        var unused = new BarRules(size, TradingCalendar.named("24x7"), grace, emptyBars);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("ticks.bar-grace: " + e.getMessage(), e);
      }
    }

    /** How bars are built; empty for none. */
    Optional<BarRules> barRules(TradingCalendar calendar) {
      return bars.equals(NO_BARS)
          ? Optional.empty()
          : Optional.of(new BarRules(BarSize.parse(bars), calendar, barGrace, emptyBars));
    }
  }

  /** Section {@code ticks.fields}. */
  public record Fields(
      @Setting(value = "The instrument.", byDefault = "symbol") String symbol,
      @Setting(value = "Event time.", byDefault = "event_time") String time,
      @Setting(value = "Price.", byDefault = "price") String price,
      @Setting(value = "Units traded. Empty where the feed has none.", byDefault = "size")
          Optional<String> size,
      @Setting(value = "Highest price of a bar. Empty where the feed has none.", byDefault = "high")
          Optional<String> high,
      @Setting(value = "Lowest price of a bar. Empty where the feed has none.", byDefault = "low")
          Optional<String> low,
      @Setting(value = "Best bid. Empty where the feed has none.", byDefault = "bid")
          Optional<String> bid,
      @Setting(value = "Best ask. Empty where the feed has none.", byDefault = "ask")
          Optional<String> ask,
      @Setting(value = "Where it traded. Empty where the feed has none.", byDefault = "exchange")
          Optional<String> exchange,
      @Setting(value = "Sale conditions. Empty where the feed has none.", byDefault = "conditions")
          Optional<String> conditions) {

    /**
     * The same for the parser.
     *
     * @throws IllegalArgumentException when two fields have one name
     */
    TickFields names() {
      return new TickFields(
          symbol,
          time,
          price,
          size.orElse(null),
          high.orElse(null),
          low.orElse(null),
          bid.orElse(null),
          ask.orElse(null),
          exchange.orElse(null),
          conditions.orElse(null));
    }
  }

  /** Section {@code output}. */
  public record Output(
      @Setting(value = "Format of scores, forecasts, alerts and dead letters.", byDefault = "avro")
          RecordFormat format) {}

  /** Section {@code model}. */
  public record Model(
      @Setting(
              "An ONNX file written by `tickwatch train`, or a directory of which the newest is used.")
          Optional<Path> path,
      @Setting(
              value = "A topic that models are published to.",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          Optional<String> topic,
      @Setting(
              value = "Which models of the topic or the directory to use, by name.",
              byDefault = "default",
              matching = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}",
              allowed = "1 to 128 letters, digits or . _ -")
          String name,
      @Setting(
              value = "How often to look for a newer model, which replaces the one in use.",
              byDefault = "10s",
              min = "100ms",
              max = "1d")
          Duration pollInterval,
      @Setting(
              value = "Where the model runs. A device that is not there stops the start.",
              byDefault = "cpu",
              allowed = "cpu or cuda:N")
          ScoringDevice device) {

    /**
     * @throws IllegalArgumentException when there is no source of models, or two
     */
    public Model {
      if (path.isPresent() == topic.isPresent()) {
        throw new IllegalArgumentException(
            path.isPresent()
                ? "model.path is '%s' and model.topic is '%s'; must be one of the two"
                    .formatted(path.get(), topic.get())
                : "model.path is not set, nor is model.topic; one of the two must be");
      }
    }
  }

  /** Section {@code scoring}. */
  public record Scoring(
      @Setting(
              value =
                  "Ticks that go through the model at once. From 16 on a batch may grow while the"
                      + " model is busy, to four times its size or 512 at most. When not set, 128"
                      + " on the CPU and 2048 on a GPU.",
              min = "1",
              max = "16384")
          Optional<Integer> batchSize,
      @Setting(
              value = "The longest that a tick waits for a batch to fill.",
              byDefault = "5ms",
              min = "1ms",
              max = "10s")
          Duration linger,
      @Setting(
              value =
                  "The longest that the model may take for a batch. One that does not come back by"
                      + " then cannot be stopped: the service says which it was and ends its process"
                      + " with status 3, with nothing of the batch committed. Keep it below the"
                      + " transaction timeout, which is 10 s unless"
                      + " `kafka.transaction.timeout.ms` says otherwise.",
              byDefault = "8s",
              min = "100ms",
              max = "1h")
          Duration deadline,
      @Setting(
              value = "Stream threads, each with batches of its own.",
              byDefault = "1",
              min = "1",
              max = "256")
          int threads) {}

  /** Section {@code streams}. */
  public record Streams(
      @Setting(
              value =
                  "Names the service: instances that share it share the partitions; consumer group,"
                      + " changelog topics and state directories carry it.",
              byDefault = "tickwatch",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String applicationId,
      @Setting(
              value = "How often results are committed; the larger part of the delay.",
              byDefault = "50ms",
              min = "1ms",
              max = "1m")
          Duration commitInterval,
      @Setting(
              value = "Where windows are kept on disk. Keep it over restarts.",
              byDefault = "state")
          Path stateDir,
      @Setting(
              value = "Whether every tick gives its results exactly once, or at least once.",
              byDefault = "exactly-once")
          Guarantee processingGuarantee,
      @Setting(
              value =
                  "A name for this instance that stays over restarts, so that a restart does not"
                      + " move partitions. Classic group protocol only.",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          Optional<String> groupInstanceId,
      @Setting(
              value = "Consumer group protocol; `streams` needs brokers of Kafka 4.2 or newer.",
              byDefault = "classic")
          GroupProtocol groupProtocol,
      @Setting(
              value = "Memory for windows not yet written to disk, for all threads together.",
              byDefault = "8MiB",
              min = "0B",
              max = "64GiB")
          ByteSize cacheSize) {

    /**
     * @throws IllegalArgumentException when a static member is asked of the streams protocol
     */
    public Streams {
      if (groupInstanceId.isPresent() && groupProtocol == GroupProtocol.STREAMS) {
        throw new IllegalArgumentException(
            "streams.group-instance-id is '%s'; must not be set with streams.group-protocol streams"
                .formatted(groupInstanceId.get()));
      }
    }
  }

  /** Section {@code detection}. */
  public record Detection(
      @Setting(
              value =
                  "What kind of series the symbols are; without it, what the model was trained on."
                      + " A `price` is above 0 and has no level of its own: its returns are"
                      + " judged. A `metric`, such as a load, a count or a temperature, has values"
                      + " of any sign and keeps to a level, often by the time of day: that is"
                      + " judged, by the symbol's own past alone.")
          Optional<SeriesKind> series) {}

  /** Section {@code alerts}. */
  public record Alerts(
      @Setting(
              value = "The alert budget: one expected false alert in so many normal ticks.",
              byDefault = "2000",
              min = "10",
              max = "1000000000")
          double budgetTicks,
      @Setting(
              value = "An alert closes after so many normal ticks in a row.",
              byDefault = "10",
              min = "1",
              max = "1000000")
          int quietTicks,
      @Setting(
              value =
                  "An alert that has lasted for so many ticks and will not close is accepted as the"
                      + " new normal.",
              byDefault = "240",
              min = "10",
              max = "1000000")
          int acceptTicks) {}

  /** Section {@code market}. */
  public record Market(
      @Setting(
              value = "Whether the market is watched. It needs the topic `topics.market-alerts`.",
              byDefault = "true")
          boolean enabled,
      @Setting(
              value =
                  "Length of the time buckets that symbols are looked at together in, in whole"
                      + " seconds.",
              byDefault = "1m",
              min = "1s",
              max = "1d")
          Duration bucket,
      @Setting(
              "A CSV file with the columns symbol and group, for market alerts of groups of symbols"
                  + " beside those of all. A symbol may be in several.")
          Optional<Path> groups,
      @Setting(
              value =
                  "The market's own alert budget: one expected false alert in so many buckets, of"
                      + " each group.",
              byDefault = "500",
              min = "10",
              max = "1000000000")
          double budgetBuckets,
      @Setting(
              value = "A market alert closes after so many normal buckets in a row.",
              byDefault = "10",
              min = "1",
              max = "1000000")
          int quietBuckets,
      @Setting(
              value =
                  "A market alert that has lasted for so many buckets and will not close is accepted"
                      + " as the new normal.",
              byDefault = "240",
              min = "10",
              max = "10000")
          int acceptBuckets,
      @Setting(
              value = "Buckets with scored ticks of fewer symbols of a group are not judged.",
              byDefault = "3",
              min = "2",
              max = "1000000")
          int fewestSymbols,
      @Setting(
              value =
                  "A partition without a word for so long, on the clock, is waited for no longer"
                      + " until it is heard again.",
              byDefault = "1m",
              min = "1s",
              max = "1d")
          Duration idle) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * @throws IllegalArgumentException when the buckets are not of whole seconds
     */
    public Market {
      if (bucket.compareTo(SECOND) >= 0 && bucket.toNanosPart() != 0) {
        throw new IllegalArgumentException(
            "market.bucket is '" + bucket + "'; must be of whole seconds");
      }
    }

    /**
     * The same for the stream; empty when the market is not watched.
     *
     * @throws IllegalArgumentException when the file of groups cannot be used
     */
    Optional<MarketSettings> settings() {
      if (!enabled) {
        return Optional.empty();
      }
      MarketGroups known;
      try {
        known = groups.map(MarketGroupsFile::read).orElse(MarketGroups.NONE);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("market.groups: " + e.getMessage(), e);
      }
      return Optional.of(
          new MarketSettings(
              bucket,
              known,
              new AlertPolicy(budgetBuckets, quietBuckets, acceptBuckets),
              fewestSymbols,
              idle));
    }
  }

  /** Section {@code quality}. */
  public record Quality(
      @Setting(
              value =
                  "Sale conditions, parted by commas, of trades whose price was not made in the"
                      + " market at that moment; `none` for none. One of up to three characters"
                      + " must be equal, a longer one may stand within a condition.",
              byDefault = QualitySettings.OFF_MARKET)
          String offMarketConditions,
      @Setting(
              value =
                  "A symbol is silent after so many times its usual longer gaps without a tick,"
                      + " while its market is open and others tick.",
              byDefault = "5",
              min = "1.1",
              max = "1000")
          double silenceFactor,
      @Setting(value = "But not before so long.", byDefault = "1m", min = "1s", max = "1d")
          Duration silenceFloor) {

    /** The same for the detector. */
    QualitySettings settings() {
      return new QualitySettings(
          QualitySettings.conditions(offMarketConditions), silenceFactor, silenceFloor);
    }
  }

  /** Section {@code forecasts}. */
  public record Forecasts(
      @Setting(value = "Whether each scored tick gives a forecast.", byDefault = "true")
          boolean enabled,
      @Setting(
              value = "Nominal coverage of the intervals of scores and forecasts.",
              byDefault = "0.9",
              min = "0.5",
              max = "0.999")
          double intervalLevel) {}

  /** Section {@code server}. */
  public record Server(
      @Setting(value = "Address to listen on.", byDefault = "0.0.0.0") String host,
      @Setting(
              value = "Port to listen on; 0 for any free one.",
              byDefault = "8080",
              min = "0",
              max = "65535")
          int port) {}
}
