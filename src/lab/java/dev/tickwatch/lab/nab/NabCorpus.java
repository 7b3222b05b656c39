package dev.tickwatch.lab.nab;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Labelled series of the benchmark.
 *
 * @param files in order of their names
 */
public record NabCorpus(List<NabFile> files) {
  private static final DateTimeFormatter ROW_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter WINDOW_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** Copies the list. */
  public NabCorpus {
    files = List.copyOf(files);
  }

  /**
   * Reads a corpus as the benchmark lays it out: {@code data/<folder>/<file>.csv}, each also as
   * {@code .csv.gz}, with columns {@code timestamp} and {@code value}, and {@code
   * labels/combined_windows.json}. A labelled file that is not there is left out, so that a part of
   * the corpus can be read.
   *
   * @throws IOException when a file cannot be read
   * @throws IllegalArgumentException when a file is not as it should be; names it
   */
  public static NabCorpus read(Path directory) throws IOException {
    Path labels = directory.resolve("labels").resolve("combined_windows.json");
    Map<String, List<List<String>>> windows;
    try (InputStream in = Files.newInputStream(labels)) {
      windows = new ObjectMapper().readValue(in, new TypeReference<>() {});
    }
    List<NabFile> files = new ArrayList<>();
    for (Map.Entry<String, List<List<String>>> entry : new TreeMap<>(windows).entrySet()) {
      Optional<Path> data = dataFile(directory.resolve("data"), entry.getKey());
      if (data.isPresent()) {
        files.add(readFile(entry.getKey(), data.get(), entry.getValue()));
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no labelled file lies under " + directory);
    }
    return new NabCorpus(files);
  }

  private static Optional<Path> dataFile(Path data, String name) {
    Path plain = data.resolve(name);
    Path packed = data.resolve(name + ".gz");
    return Files.exists(plain)
        ? Optional.of(plain)
        : Optional.of(packed).filter(path -> Files.exists(path));
  }

  private static NabFile readFile(String name, Path path, List<List<String>> windowTimes)
      throws IOException {
    List<CSVRecord> records;
    try (InputStream raw = Files.newInputStream(path);
        InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        CSVParser parser = CSV.parse(reader)) {
      records = parser.getRecords();
    }
    long[] time = new long[records.size()];
    double[] value = new double[records.size()];
    for (int i = 0; i < time.length; i++) {
      try {
        time[i] = micros(records.get(i).get("timestamp"), ROW_TIME);
        value[i] = Double.parseDouble(records.get(i).get("value"));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(name + ": row " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    List<NabWindow> windows = new ArrayList<>();
    for (List<String> ends : windowTimes) {
      windows.add(new NabWindow(row(name, time, ends.get(0)), row(name, time, ends.get(1))));
    }
    windows.sort(Comparator.comparingInt(NabWindow::first));
    return new NabFile(name, time, value, windows);
  }

  /** Ends of windows are times of rows. */
  private static int row(String name, long[] time, String text) {
    long wanted = micros(text, WINDOW_TIME);
    for (int i = 0; i < time.length; i++) {
      if (time[i] == wanted) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + ": no row at " + text + ", the end of a window");
  }

  private static long micros(String text, DateTimeFormatter format) {
    return ChronoUnit.MICROS.between(
        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(text, format));
  }

  /** Number of rows of all files. */
  public int rows() {
    return files.stream().mapToInt(NabFile::rows).sum();
  }
}
