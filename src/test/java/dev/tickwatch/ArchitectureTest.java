package dev.tickwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may depend on whom: rings, each of which uses only those above it in the list. {@code
 * docs/architecture.md} shows the same list to people; a package that is in neither, or a use that
 * runs upwards, fails here. That production code names no class of the lab, the compiler sees to.
 */
class ArchitectureTest {

  /** Ring, and its packages. A package uses only such as stand before it. */
  private static final Map<String, List<String>> RINGS =
      rings(
          """
          schema   |
          state    |
          settings |
          market   | tick calendar bar check
          model    | window calibration manifest scoring
          detect   | alert statistic symbol marketwide
          io       | wire topic ingest catalog
          app      | backtest store stream metrics web service cli
          lab      | harness forecast baseline injection nab network learning export lstm training evaluation soak bench chaos demo cli
          """);

  private static final List<String> ORDER =
      RINGS.entrySet().stream()
          .flatMap(
              ring ->
                  ring.getValue().isEmpty()
                      ? Stream.of(ring.getKey())
                      : ring.getValue().stream().map(name -> ring.getKey() + "." + name))
          .toList();

  /** Library, and the rooms that it is kept in. The longest prefix that fits a class rules it. */
  private static final Map<String, Set<String>> ROOMS =
      table(
          """
          org.junit                        |
          org.assertj                      |
          org.awaitility                   |
          org.testcontainers               |
          org.apache.kafka.streams         | app.store app.stream app.metrics lab.chaos
          org.apache.kafka.clients         | io.topic io.ingest io.catalog app.store app.stream app.web app.service app.cli \
                                             lab.harness lab.demo lab.bench lab.chaos lab.soak lab.cli
          org.apache.kafka.common          | io.topic io.ingest io.catalog app.store app.stream app.web app.service app.cli \
                                             lab.harness lab.demo lab.bench lab.chaos lab.soak lab.cli
          org.apache.kafka                 | lab.harness
          kafka                            | lab.harness
          scala                            | lab.harness
          ai.onnxruntime                   | model.scoring lab.export
          ai.djl                           | lab.learning
          ai.onnx                          | lab.export lab.bench
          org.tribuo                       | lab.training
          com.google.protobuf              | lab.export lab.bench
          org.knowm.xchart                 | lab.harness lab.training lab.evaluation lab.bench lab.soak
          com.amazon.randomcutforest       | lab.baseline lab.evaluation
          hex                              | lab.baseline
          water                            | lab.baseline
          org.apache.commons.math3         | lab.baseline
          io.micrometer                    | app.metrics app.web
          io.prometheus                    | app.metrics app.web
          io.javalin                       | app.web
          jakarta.servlet                  | app.web
          org.eclipse.jetty                | app.web
          picocli                          | app.cli lab.cli
          me.tongfei.progressbar           | app.cli lab.cli lab.demo lab.learning
          ch.qos.logback                   | app.cli lab.cli
          org.apache.avro                  | io.wire schema
          com.fasterxml.jackson.dataformat | settings market.calendar lab.evaluation
          com.fasterxml.jackson.annotation | io.wire model.manifest model.calibration model.window lab.evaluation
          com.fasterxml.jackson            | settings market.calendar model.manifest io.wire app.web lab.harness lab.nab lab.evaluation \
                                             lab.bench lab.soak
          org.HdrHistogram                 | lab.bench
          org.apache.commons.csv           | detect.marketwide io.ingest app.backtest lab.demo lab.nab lab.evaluation
          """);

  /** Pure: values in, values out. What of the JDK they leave alone. */
  private static final Set<String> PURE =
      Set.of(
          "state",
          "market.tick",
          "market.bar",
          "market.check",
          "model.window",
          "model.calibration",
          "detect.alert",
          "detect.statistic",
          "detect.symbol");

  private static final Pattern IMPURE =
      Pattern.compile(
          "java\\.io\\..*|java\\.net\\..*|java\\.nio\\.(file|channels)\\..*|java\\.time\\.Clock"
              + "|java\\.lang\\.(Thread|ProcessBuilder|Process|Runtime)(\\$.*)?"
              + "|java\\.util\\.(Timer|Scanner)|java\\.util\\.logging\\..*|org\\.slf4j\\..*"
              + "|java\\.util\\.concurrent\\..*(Executor|Future|Thread|Latch|Lock|Queue).*");

  private static final Set<String> CLOCK_READS =
      Set.of("now", "currentTimeMillis", "nanoTime", "random", "getenv", "getProperty");

  private static final Pattern EMPTY_WORD =
      Pattern.compile("(I[A-Z][a-z].*|.*(Impl|Utils?|Helper|Manager|Dto))");

  private static final String ROOT = "dev.tickwatch.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(Path.of("target/classes"), Path.of("target/lab-classes"));

  @Test
  void packagesUseOnlySuchAsStandBeforeThem() {
    assertThat(violations(ArchitectureTest::runsUpwards)).isEmpty();
  }

  @Test
  void librariesStayInTheirRooms() {
    assertThat(violations(ArchitectureTest::leavesItsRoom)).isEmpty();
  }

  @Test
  void purePackagesHaveNoClockLoggerThreadOrInputAndOutput() {
    assertThat(
            violations(
                dependency ->
                    PURE.contains(packageOf(dependency.getOriginClass()))
                        && IMPURE.matcher(dependency.getTargetClass().getName()).matches()))
        .isEmpty();
    assertThat(
            CLASSES.stream()
                .filter(origin -> PURE.contains(packageOf(origin)))
                .flatMap(origin -> origin.getMethodCallsFromSelf().stream())
                .filter(ArchitectureTest::readsTheOutside)
                .map(JavaMethodCall::getDescription))
        .isEmpty();
  }

  @Test
  void onlyTheCommandLineAndTheDemoPrint() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        CLASSES.that(
            DescribedPredicate.describe(
                "neither command line nor demo",
                origin -> !Set.of("app.cli", "lab.cli", "lab.demo").contains(packageOf(origin)))));
  }

  @Test
  void namesSayWhatAThingIs() {
    assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> EMPTY_WORD.matcher(name).matches());
  }

  @Test
  void everyPackageIsInARingAndExplainsItself() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      found.add(packageOf(type));
    }
    assertThat(found).isEqualTo(new TreeSet<>(ORDER));
    assertThat(ORDER)
        .filteredOn(name -> !name.equals("schema"))
        .allSatisfy(
            name ->
                assertThat(
                        Path.of(
                            name.startsWith("lab.") ? "src/lab/java" : "src/main/java",
                            "dev/tickwatch",
                            name.replace('.', '/'),
                            "package-info.java"))
                    .exists());
  }

  @Test
  void theHousesAreApart() {
    assertThat(Path.of("target/classes/dev/tickwatch/lab")).doesNotExist();
    assertThat(Path.of("target/lab-classes/dev/tickwatch"))
        .isDirectoryNotContaining(directory -> !directory.endsWith("lab"));
  }

  @Test
  void theDocumentShowsTheSameRings() throws IOException {
    Pattern row = Pattern.compile("\\| `?(\\w+)`? \\| ((?:`\\w+` ?)*)\\|.*");
    Map<String, List<String>> shown = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      var match = row.matcher(line);
      if (match.matches() && RINGS.containsKey(match.group(1))) {
        shown.put(match.group(1), words(match.group(2)));
      }
    }
    assertThat(List.copyOf(shown.entrySet())).isEqualTo(List.copyOf(RINGS.entrySet()));
  }

  private static Map<String, List<String>> rings(String rows) {
    Map<String, List<String>> rings = new LinkedHashMap<>();
    rows.lines()
        .map(row -> row.split("\\|", 2))
        .forEach(row -> rings.put(row[0].strip(), words(row[1])));
    return rings;
  }

  private static Map<String, Set<String>> table(String rows) {
    return rows.lines()
        .map(row -> row.split("\\|", 2))
        .collect(
            Collectors.toUnmodifiableMap(row -> row[0].strip(), row -> Set.copyOf(words(row[1]))));
  }

  private static List<String> words(String cell) {
    return Pattern.compile("[\\w.]+").matcher(cell).results().map(MatchResult::group).toList();
  }

  private static List<String> violations(Predicate<Dependency> breaks) {
    return CLASSES.stream()
        .flatMap(origin -> origin.getDirectDependenciesFromSelf().stream())
        .filter(breaks)
        .map(
            found ->
                found.getOriginClass().getFullName() + " -> " + found.getTargetClass().getName())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean runsUpwards(Dependency dependency) {
    String from = packageOf(dependency.getOriginClass());
    String to = packageOf(dependency.getTargetClass());
    return !to.isEmpty() && ORDER.indexOf(to) > ORDER.indexOf(from);
  }

  private static boolean leavesItsRoom(Dependency dependency) {
    String target = dependency.getTargetClass().getBaseComponentType().getName();
    return ROOMS.keySet().stream()
        .filter(library -> target.startsWith(library + "."))
        .max(Comparator.comparingInt(String::length))
        .map(library -> !ROOMS.get(library).contains(packageOf(dependency.getOriginClass())))
        .orElse(false);
  }

  private static boolean readsTheOutside(JavaMethodCall call) {
    String owner = call.getTargetOwner().getPackageName();
    return (owner.equals("java.lang") || owner.equals("java.time"))
        && CLOCK_READS.contains(call.getName());
  }

  /** Ring and package, such as {@code app.stream}; empty for a class that is not ours. */
  private static String packageOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    String below = name.substring(ROOT.length());
    return ORDER.stream()
        .filter(room -> below.equals(room) || below.startsWith(room + "."))
        .findFirst()
        .orElse(below);
  }
}
