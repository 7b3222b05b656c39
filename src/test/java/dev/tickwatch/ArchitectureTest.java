package dev.tickwatch;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
 * Who may depend on whom. {@code docs/architecture.md} shows the same table to people; a package or
 * an arrow that is in neither fails here.
 */
class ArchitectureTest {

  /** Package, and the packages of Tickwatch that it may use: only such as stand above it. */
  private static final Map<String, Set<String>> MAY_USE =
      table(
          """
          schema      |
          tick        |
          calendar    |
          bar         | tick calendar
          quality     | tick calendar
          alert       | quality
          calibration |
          window      | tick calendar
          model       | tick calendar window calibration
          scoring     | tick window model
          detection   | tick calendar quality alert calibration window model scoring
          market      | calendar alert window detection
          wire        | schema tick quality alert detection market
          topic       |
          ingest      | tick wire topic
          catalog     | model topic
          backtest    | tick bar quality alert model scoring detection market wire
          stream      | tick calendar bar quality alert window model scoring detection market wire topic
          metrics     | tick quality alert market stream
          web         | tick quality alert detection market wire metrics
          settings    |
          service     | tick calendar bar quality alert model scoring detection market wire topic catalog stream metrics web settings
          broker      | topic
          peers       |
          forecast    |
          training    | tick calendar alert calibration window model scoring detection ingest peers forecast
          planting    | tick
          nab         |
          evaluation  | tick calendar bar quality alert calibration window model scoring detection market wire ingest backtest training \
                        planting peers forecast nab
          demo        | tick alert window model scoring detection wire topic ingest catalog stream metrics \
                        web settings service broker training planting
          bench       | tick alert window model scoring detection wire topic stream broker peers training
          chaos       | tick calendar alert window model scoring detection market wire topic catalog backtest web settings service \
                        broker training
          soak        | tick catalog wire broker training
          cli         | tick calendar bar quality alert calibration window model scoring detection market wire topic ingest \
                        catalog backtest stream metrics web settings service broker training planting peers \
                        forecast nab evaluation demo bench chaos soak
          """);

  /** Library, and the rooms that it is kept in. The longest prefix that fits a class rules it. */
  private static final Map<String, Set<String>> ROOMS =
      table(
          """
          org.apache.kafka.streams           | stream metrics chaos
          org.apache.kafka.clients           | stream topic ingest catalog web service broker demo bench chaos soak cli
          org.apache.kafka.common            | stream topic ingest catalog web service broker demo bench chaos soak cli
          org.apache.kafka                   | broker
          kafka                              | broker
          scala                              | broker
          ai.onnxruntime                     | scoring
          ai.djl                             | training
          ai.onnx                            | training bench
          org.tribuo                         | training
          com.google.protobuf                | training bench
          org.knowm.xchart                   | training evaluation bench soak
          com.amazon.randomcutforest         | peers evaluation
          hex                                | peers
          water                              | peers
          org.apache.commons.math3           | peers
          io.micrometer                      | metrics web
          io.prometheus                      | metrics web
          io.javalin                         | web
          jakarta.servlet                    | web
          org.eclipse.jetty                  | web
          picocli                            | cli
          me.tongfei.progressbar             | cli demo training
          ch.qos.logback                     | cli
          org.apache.avro                    | wire schema
          com.fasterxml.jackson.dataformat   | settings calendar evaluation
          com.fasterxml.jackson.annotation   | wire model calibration window evaluation
          com.fasterxml.jackson              | wire model settings web calendar nab evaluation bench chaos soak
          org.HdrHistogram                   | bench
          org.apache.commons.csv             | market ingest backtest demo nab evaluation
          """);

  /** Pure: values in, values out. What of the JDK they leave alone. */
  private static final Set<String> PURE =
      Set.of("tick", "bar", "quality", "window", "calibration", "detection", "alert");

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
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tickwatch");

  @Test
  void packagesUseOnlyThePackagesThatTheTableAllows() {
    assertThat(violations(ArchitectureTest::breaksTheTable)).isEmpty();
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.tickwatch.(*)..").should().beFreeOfCycles().check(CLASSES);
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
                origin -> !Set.of("cli", "demo").contains(packageOf(origin)))));
  }

  @Test
  void namesSayWhatAThingIs() {
    assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> EMPTY_WORD.matcher(name).matches());
  }

  @Test
  void everyPackageIsInTheTableAndExplainsItself() throws IOException {
    try (Stream<Path> directories = Files.list(Path.of("src/main/java/dev/tickwatch"))) {
      assertThat(directories.filter(Files::isDirectory))
          .allSatisfy(
              directory -> {
                assertThat(MAY_USE).containsKey(directory.getFileName().toString());
                assertThat(directory.resolve("package-info.java")).exists();
              });
    }
  }

  @Test
  void theDocumentShowsTheSameTable() throws IOException {
    Pattern row = Pattern.compile("\\| `(\\w+)` \\|.*\\|([^|]*)\\|");
    Set<String> shown = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      var match = row.matcher(line);
      if (match.matches()) {
        shown.add(match.group(1) + " -> " + new TreeSet<>(words(match.group(2))));
      }
    }
    Set<String> held = new TreeSet<>();
    MAY_USE.forEach((name, allowed) -> held.add(name + " -> " + new TreeSet<>(allowed)));
    assertThat(shown).isEqualTo(held);
  }

  private static Map<String, Set<String>> table(String rows) {
    return rows.lines()
        .map(row -> row.split("\\|", 2))
        .collect(
            Collectors.toUnmodifiableMap(row -> row[0].strip(), row -> Set.copyOf(words(row[1]))));
  }

  private static List<String> words(String cell) {
    return Pattern.compile("\\w+").matcher(cell).results().map(MatchResult::group).toList();
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

  private static boolean breaksTheTable(Dependency dependency) {
    String from = packageOf(dependency.getOriginClass());
    String to = packageOf(dependency.getTargetClass());
    return !to.isEmpty() && !from.equals(to) && !MAY_USE.getOrDefault(from, Set.of()).contains(to);
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

  /** First package below the root, such as {@code stream}; empty for a class that is not ours. */
  private static String packageOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()).replaceFirst("\\..*", "") : "";
  }
}
