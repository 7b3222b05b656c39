package dev.tickwatch.app.metrics;

/**
 * Names and tags of the service's own meters. Dashboards and alert rules depend on them; in
 * Prometheus dots are underscores, and counters end in {@code _total}.
 */
public final class MeterNames {

  /** Counter: records read from the tick topic. */
  public static final String TICKS_IN = "tickwatch.ticks.in";

  /** Counter: ticks scored. */
  public static final String TICKS_SCORED = "tickwatch.ticks.scored";

  /** Counter: ticks that arrived late and were put in their place. */
  public static final String TICKS_LATE = "tickwatch.ticks.late";

  /** Counter: ticks of symbols that are warming up. */
  public static final String TICKS_WARM_UP = "tickwatch.ticks.warmup";

  /** Counter: symbols whose stored state was of other bars or another calendar, and put away. */
  public static final String COLD_STARTS = "tickwatch.cold.starts";

  /** Counter: records sent to the dead letters, tagged {@link #REASON}. */
  public static final String DEAD_LETTERS = "tickwatch.dead.letters";

  /** Distribution: windows in a batch. */
  public static final String BATCH_SIZE = "tickwatch.batch.size";

  /** Timer: one batch through the model. */
  public static final String SCORING_LATENCY = "tickwatch.scoring.latency";

  /** Timer: from the timestamp of a tick's record to its score. */
  public static final String END_TO_END_DELAY = "tickwatch.end.to.end.delay";

  /** Counter: alerts emitted, tagged {@link #SEVERITY} and {@link #STATUS}. */
  public static final String ALERTS = "tickwatch.alerts";

  /** Counter: alerts of the market emitted, tagged {@link #SEVERITY} and {@link #STATUS}. */
  public static final String MARKET_ALERTS = "tickwatch.market.alerts";

  /** Counter: symbols of which the market heard after it had been judged. */
  public static final String MARKET_LATE = "tickwatch.market.late";

  /** Counter: what was wrong with the data of ticks, tagged {@link #REASON}. */
  public static final String QUALITY_FLAGS = "tickwatch.quality.flags";

  /** Gauge: 1 for the model in use, tagged {@link #VERSION}; others have no series. */
  public static final String MODEL_INFO = "tickwatch.model.info";

  /** Counter: models put in the place of another. */
  public static final String MODEL_SWAPS = "tickwatch.model.swaps";

  /** Counter: models that did not fit and were refused. */
  public static final String MODELS_REFUSED = "tickwatch.models.refused";

  /** Tag: code of the defect, or of what is wrong with the data. */
  public static final String REASON = "reason";

  /** Tag: {@code warning} or {@code critical}. */
  public static final String SEVERITY = "severity";

  /** Tag: {@code opened}, {@code updated} or {@code closed}. */
  public static final String STATUS = "status";

  /** Tag: version of a model. */
  public static final String VERSION = "version";

  private MeterNames() {}
}
