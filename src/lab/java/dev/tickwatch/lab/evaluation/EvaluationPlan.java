package dev.tickwatch.lab.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured, as a YAML file says it. Paths are below a data directory that is named
 * apart, so that one plan serves whoever has the data.
 *
 * @param datasets series to inject anomalies into
 * @param nab directory of the Numenta Anomaly Benchmark; null for none
 * @param prints trades with labels of those off the market; null for none
 */
public record EvaluationPlan(List<DatasetPlan> datasets, String nab, PrintsPlan prints) {

  static final String NAB = "nab";
  static final String PRINTS = "prints";

  /** Copies the list. */
  public EvaluationPlan {
    datasets = datasets == null ? List.of() : List.copyOf(datasets);
  }

  /**
   * One set of series.
   *
   * @param name in tables
   * @param files globs below the data directory, such as {@code hour/*.csv.gz}
   * @param columns of the files: {@code symbol}, {@code time}, {@code price}, {@code size}, {@code
   *     high}, {@code low}; without a symbol column the file's name up to its first dot or
   *     underscore is the symbol
   * @param timeZone of times without an offset; UTC when null
   * @param calendar {@code xnys} or {@code 24x7}; the latter when null
   * @param bars size of the bars to build; ticks as they are when null
   * @param trainShare of each series, from its begin; the rest is judged; 0.6 when 0
   * @param every only each so many-th symbol, in order; 1 when 0
   * @param epochs the most epochs of training; 12 when 0
   * @param events CSV file of known events, below the data directory; null for none
   * @param eventsOf values of its column {@code dataset} that are meant
   * @param strayPrints prices that stand alone by this share of the price, told with hindsight, are
   *     no clean ticks; 0 for none
   * @param modelOf another dataset of the plan, whose training ticks the product's model is of:
   *     then nothing is injected, and the budget of symbols that are unlike those is all that is
   *     asked; null for the dataset's own
   * @param variants further models of the product: {@code seed-N} with another seed, {@code recent}
   *     of the later half of the training ticks, {@code contaminated} of training ticks with
   *     anomalies
   * @param walks bars of each of the generated {@link Walks}, which the series are then, in place
   *     of files; with {@code model-of} only; 0 for none
   * @param eventsOnly whether nothing is injected, and no other detector judged: the known events
   *     are all that is asked
   */
  public record DatasetPlan(
      String name,
      List<String> files,
      Map<String, String> columns,
      @JsonProperty("time-zone") String timeZone,
      String calendar,
      String bars,
      @JsonProperty("train-share") double trainShare,
      int every,
      int epochs,
      String events,
      @JsonProperty("events-of") List<String> eventsOf,
      @JsonProperty("stray-prints") double strayPrints,
      @JsonProperty("model-of") String modelOf,
      List<String> variants,
      int walks,
      @JsonProperty("events-only") boolean eventsOnly) {

    /**
     * Fills what was left out.
     *
     * @throws IllegalArgumentException when a value is missing or out of bounds; names it
     */
    public DatasetPlan {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("a dataset has no name");
      }
      if (walks < 0 || (walks > 0 && (modelOf == null || files != null))) {
        throw new IllegalArgumentException(
            "dataset " + name + ": walks need a model-of, and no files; they cannot be " + walks);
      }
      files = walks > 0 ? List.of() : files;
      if (walks == 0 && (files == null || files.isEmpty())) {
        throw new IllegalArgumentException("dataset " + name + " has no files");
      }
      files = List.copyOf(files);
      eventsOf = eventsOf == null ? List.of() : List.copyOf(eventsOf);
      columns = columns == null ? Map.of() : Map.copyOf(columns);
      timeZone = timeZone == null ? "UTC" : timeZone;
      calendar = calendar == null ? "24x7" : calendar;
      trainShare = trainShare == 0 ? 0.6 : trainShare;
      if (!(trainShare >= 0.2 && trainShare <= 0.9)) {
        throw new IllegalArgumentException(
            "dataset " + name + ": train-share must be 0.2 to 0.9, not " + trainShare);
      }
      if (eventsOnly && events == null) {
        throw new IllegalArgumentException("dataset " + name + " is events-only and has no events");
      }
      variants = variants == null ? List.of() : List.copyOf(variants);
      for (String variant : variants) {
        if (!variant.matches("seed-[1-9][0-9]{0,8}|recent|contaminated")) {
          throw new IllegalArgumentException(
              "dataset "
                  + name
                  + ": a variant is seed-N, recent or contaminated, not '"
                  + variant
                  + "'");
        }
      }
      every = Math.max(1, every);
      epochs = epochs == 0 ? 12 : epochs;
    }
  }

  /**
   * Trades whose sale conditions tell which are off the market; the detector sees price, size and
   * time alone.
   *
   * @param dataset how the files are read; its column {@code conditions} is the label, 1 for a
   *     print that does not belong to the running price
   * @param distance a print is far from the market when it is this share of the price away from the
   *     median of the prints around it
   */
  public record PrintsPlan(DatasetPlan dataset, double distance) {}

  /** What can be measured on its own: the datasets' names and, where planned, nab and prints. */
  public List<String> parts() {
    List<String> parts = new ArrayList<>(datasets.stream().map(DatasetPlan::name).toList());
    if (nab != null) {
      parts.add(NAB);
    }
    if (prints != null) {
      parts.add(PRINTS);
    }
    return parts;
  }

  /**
   * Reads a plan.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when it is not a plan; says what is wrong
   */
  public static EvaluationPlan read(Path file) throws IOException {
    ObjectMapper yaml =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();
    try {
      return yaml.readValue(Files.readString(file), EvaluationPlan.class);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no plan " + file, e);
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "plan " + file + ": " + cause.getMessage().lines().findFirst().orElse(""), e);
    }
  }
}
