package dev.tickwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The queries that {@code deploy/} ships in its alert rules and its dashboard. */
final class ShippedPromQl {
  private static final Path RULES = Path.of("deploy/prometheus/rules.yml");
  private static final Path DASHBOARD = Path.of("deploy/grafana/tickwatch.json");

  /** Series of Prometheus, as against functions, labels and Grafana's variables. */
  private static final Pattern SERIES =
      Pattern.compile("\\b(?:tickwatch|kafka|jvm|process|system)_[a-z0-9_]+\\b");

  private static final Pattern SCRAPED = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[ {]");

  private ShippedPromQl() {}

  static List<String> expressions() throws IOException {
    JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile());
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    return Stream.of(rules, dashboard)
        .flatMap(tree -> tree.findValuesAsText("expr").stream())
        .toList();
  }

  static Set<String> series() throws IOException {
    return names(SERIES, String.join("\n", expressions()), 0);
  }

  /** Names of the series in a scrape. */
  static Set<String> seriesIn(String scrape) {
    return names(SCRAPED, scrape, 1);
  }

  private static Set<String> names(Pattern pattern, String text, int group) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().map((MatchResult m) -> m.group(group)).forEach(names::add);
    return names;
  }
}
