package dev.tickwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path directory;

  /** A root of its own, so that these tests do not follow the service's settings. */
  public record Root(
      @Setting("Passed through.") Map<String, String> kafka,
      @Setting("Batches.") Batches batches,
      @Setting("A top-level value.") Optional<Path> path) {}

  /** A section. */
  public record Batches(
      @Setting(value = "Size.", byDefault = "256", min = "1", max = "4096") int batchSize,
      @Setting(value = "Wait.", byDefault = "5ms", min = "1ms", max = "10s") Duration linger,
      @Setting(value = "Share.", byDefault = "0.9", min = "0.5", max = "0.999") double level,
      @Setting(value = "Color.", byDefault = "dark-red") Color color,
      @Setting(value = "Memory.", byDefault = "64MiB") ByteSize cache,
      @Setting(value = "Whether.", byDefault = "true") boolean enabled) {

    public Batches {
      if (batchSize == 13) {
        throw new IllegalArgumentException("batches.batch-size is '13'; must be luckier");
      }
    }
  }

  /** A choice. */
  public enum Color {
    DARK_RED,
    GREEN
  }

  /** A root that uses some of the keys of a larger one. */
  public record Smaller(Alerts alerts) {}

  /** What a smaller root shares its files with. */
  public record Larger(Alerts alerts, @Setting("Another section.") Batches batches) {}

  /** Says itself what its section is about. */
  @Setting("Alerts.")
  public record Alerts(
      @Setting(value = "Names.", byDefault = "a, b") Set<String> names, Limits limits) {}

  /** Has no section of its own. */
  public record Limits(
      @Setting(value = "Least.", byDefault = "5", min = "2", max = "10") int least,
      @Setting(value = "Wait.", byDefault = "1s") Duration pause) {

    public Limits {
      if (least < 1) {
        throw new IllegalArgumentException("alerts.least is '" + least + "'; must be above 0");
      }
    }
  }

  @Test
  void putsSettingsOfARecordThatIsNoSectionWhereItStands() {
    Smaller smaller =
        SettingsLoader.of(Smaller.class)
            .flag("--set", "alerts.least=7")
            .flag("--set", "alerts.names=none")
            .load()
            .settings();

    assertThat(smaller).isEqualTo(new Smaller(new Alerts(Set.of(), new Limits(7, SECOND))));
    assertThat(SettingsLoader.defaults(Alerts.class))
        .isEqualTo(new Alerts(Set.of("a", "b"), new Limits(5, SECOND)));
    assertThat(SettingsReference.markdown(Larger.class))
        .startsWith("## alerts\n\nAlerts.\n")
        .contains("`alerts.names`", "`alerts.least`", "`alerts.pause`", "## batches");
  }

  @Test
  void passesOverKeysOfALargerRootInAFileOnly() throws IOException {
    Path file = yaml("batches:\n  batch-size: many\nalerts:\n  least: 3\n");
    SettingsLoader<Smaller> loader =
        SettingsLoader.of(Smaller.class).sharingFilesWith(Larger.class).file(file);

    assertThat(loader.load().settings().alerts().limits().least()).isEqualTo(3);
    assertThat(mistakes(loader.flag("--set", "batches.batch-size=3").flag("--set", "batch-size=1")))
        .containsExactly(
            "batches.batch-size (flag --set) is not used by this command",
            "batch-size (flag --set) is not a setting; did you mean batches.batch-size?");
  }

  @Test
  void aShortFormWinsOverEveryOtherSourceAndNamesItself() {
    SettingsLoader<Smaller> loader =
        SettingsLoader.of(Smaller.class)
            .shortForm("--least", "alerts.least", "1")
            .flag("--set", "alerts.least=4");

    assertThat(loader.load().settings().alerts().limits().least()).isEqualTo(1);
    assertThat(mistakes(loader.shortForm("--least", "alerts.least", "0")))
        .containsExactly("--least is '0'; must be above 0");
    assertThat(mistakes(SettingsLoader.of(Smaller.class).shortForm("--pause", "alerts.pause", "5")))
        .containsExactly(
            "--pause '5' is not a duration with its unit, such as 50ms, 5s, 10m or PT5S");
  }

  @Test
  void usesDefaultsWhereNothingIsSet() {
    Root root = SettingsLoader.of(Root.class).load().settings();

    assertThat(root.batches())
        .isEqualTo(
            new Batches(
                256, Duration.ofMillis(5), 0.9, Color.DARK_RED, ByteSize.parse("64MiB"), true));
    assertThat(root.path()).isEmpty();
    assertThat(root.kafka()).isEmpty();
  }

  @Test
  void laysFlagsOverEnvironmentOverFileOverDefaultsInAnyOrderOfCalls() throws IOException {
    Path file = yaml("batches:\n  batch-size: 1\n  linger: 1s\n  level: 0.6\n");
    LoadedSettings<Root> loaded =
        SettingsLoader.of(Root.class)
            .flag("--set", "batches.batch-size=3")
            .environment(
                Map.of("TICKWATCH_BATCHES_BATCH_SIZE", "2", "TICKWATCH_BATCHES_LINGER", "PT2S"))
            .file(file)
            .load();

    assertThat(loaded.settings().batches().batchSize()).isEqualTo(3);
    assertThat(loaded.settings().batches().linger()).isEqualTo(Duration.ofSeconds(2));
    assertThat(loaded.settings().batches().level()).isEqualTo(0.6);
    assertThat(loaded.effective())
        .extracting(e -> e.key() + "=" + e.text() + " (" + e.origin() + ")")
        .contains(
            "batches.batch-size=3 (flag --set)",
            "batches.linger=PT2S (environment TICKWATCH_BATCHES_LINGER)",
            "batches.level=0.6 (file " + file + ", line 4)",
            "batches.enabled=true (default)");
  }

  @Test
  void keepsDottedKeysBelowAFreeMapFlat() throws IOException {
    Path file =
        yaml(
            """
            kafka:
              bootstrap.servers: [one:9092, two:9092]
              ssl:
                truststore.location: /etc/trust.jks
            """);
    Root root =
        SettingsLoader.of(Root.class)
            .file(file)
            .environment(Map.of("TICKWATCH_KAFKA_SECURITY_PROTOCOL", "SSL"))
            .load()
            .settings();

    assertThat(root.kafka())
        .containsOnly(
            Map.entry("bootstrap.servers", "one:9092,two:9092"),
            Map.entry("ssl.truststore.location", "/etc/trust.jks"),
            Map.entry("security.protocol", "SSL"));
  }

  @Test
  void masksSecrets() {
    var effective =
        SettingsLoader.of(Root.class)
            .flag("--set", "kafka.sasl.jaas.config=Login required password=\"hunter2\";")
            .flag("--set", "kafka.ssl.keystore.password=hunter2")
            .flag("--set", "kafka.security.protocol=SASL_SSL")
            .load()
            .effective();

    assertThat(effective.toString()).doesNotContain("hunter2").contains("SASL_SSL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          batches.batch-size=abc | batches.batch-size is 'abc' (flag --set); must be a whole number from 1 to 4096
          batches.batch-size=0   | batches.batch-size is '0' (flag --set); must be a whole number from 1 to 4096
          batches.batch-size=    | batches.batch-size is '' (flag --set); must be a whole number from 1 to 4096
          batches.batch-size=13  | batches.batch-size is '13'; must be luckier
          batches.level=NaN      | batches.level is 'NaN' (flag --set); must be a number from 0.5 to 0.999
          batches.linger=5       | batches.linger is '5' (flag --set); must be a duration from 1ms to 10s
          batches.linger=1m      | batches.linger is '1m' (flag --set); must be a duration from 1ms to 10s
          batches.color=blue     | batches.color is 'blue' (flag --set); must be one of dark-red, green
          batches.cache=64MB     | batches.cache is '64MB' (flag --set); must be a size such as 64MiB, 512KiB or 1GiB
          batches.enabled=yes    | batches.enabled is 'yes' (flag --set); must be true or false
          batches.batchSize=4    | batches.batchSize (flag --set) is not a setting; did you mean batches.batch-size?
          batch-size=4           | batch-size (flag --set) is not a setting; did you mean batches.batch-size?
          batches.lingre=5ms     | batches.lingre (flag --set) is not a setting; did you mean batches.linger?
          nothing.like.it=1      | nothing.like.it (flag --set) is not a setting
          batches=1              | batches (flag --set) is a section of settings; a value cannot be set to it
          batches.level          | --set must be key=value, not 'batches.level'
          """)
  void saysInOneLineWhatIsWrongWithAFlag(String assignment, String mistake) {
    assertThat(mistakes(SettingsLoader.of(Root.class).flag("--set", assignment)))
        .containsExactly(mistake);
  }

  @Test
  void reportsEveryMistakeAtOnceWithItsLine() throws IOException {
    Path file = yaml("batches:\n  batch-size: many\n  lingr: 5ms\npaht: x\n");

    assertThat(
            mistakes(
                SettingsLoader.of(Root.class)
                    .file(file)
                    .environment(Map.of("TICKWATCH_BATCHES_LEVEL", "2"))))
        .containsExactlyInAnyOrder(
            "batches.batch-size is 'many' (file %s, line 2); must be a whole number from 1 to 4096"
                .formatted(file),
            "batches.lingr (file %s, line 3) is not a setting; did you mean batches.linger?"
                .formatted(file),
            "paht (file %s, line 4) is not a setting; did you mean path?".formatted(file),
            "batches.level is '2' (environment TICKWATCH_BATCHES_LEVEL);"
                + " must be a number from 0.5 to 0.999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'batches:\n  batch-size: [1\n'             | line 3
          'batches:\n\tbatch-size: 1\n'              | line 2
          '- a list\n'                               | settings must be keys with values
          'path: a\npath: b\n'                       | path is set twice
          'batches:\n  batch-size: [{a: 1}]\n'       | batches.batch-size
          """)
  void namesFileAndLineOfBrokenYaml(String yaml, String expected) throws IOException {
    Path file = yaml(yaml.translateEscapes());

    assertThat(mistakes(SettingsLoader.of(Root.class).file(file)))
        .first()
        .asString()
        .contains(file.toString())
        .contains(expected)
        .doesNotContain("\n");
  }

  @Test
  void takesAnEmptyFileAndEmptyValuesForUnset() throws IOException {
    Path file = yaml("# nothing\nkafka:\nbatches:\n  linger:\n");

    assertThat(SettingsLoader.of(Root.class).file(file).load().settings().batches().linger())
        .isEqualTo(Duration.ofMillis(5));
    assertThat(SettingsLoader.of(Root.class).file(yaml("")).load().settings().path()).isEmpty();
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThat(mistakes(SettingsLoader.of(Root.class).file(directory.resolve("none.yaml"))))
        .containsExactly("there is no settings file " + directory.resolve("none.yaml"));
  }

  @Test
  void refusesUnknownVariablesButNotThoseOfOthers() {
    assertThat(
            mistakes(
                SettingsLoader.of(Root.class)
                    .environment(
                        Map.of(
                            "TICKWATCH_BATCHES_BATCHSIZE", "2",
                            "TICKWATCH_OPTS", "-Xmx1g",
                            "TICKWATCH_SERVICE_PORT", "80",
                            "TICKWATCH_PORT_8080_TCP_ADDR", "10.0.0.1",
                            "PATH", "/bin"))))
        .containsExactly(
            "environment variable TICKWATCH_BATCHES_BATCHSIZE is not a setting;"
                + " did you mean TICKWATCH_BATCHES_BATCH_SIZE?");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("tickwatch.yaml"), text);
  }

  private static List<String> mistakes(SettingsLoader<?> loader) {
    SettingsException refused = catchThrowableOfType(SettingsException.class, loader::load);
    return refused.mistakes();
  }
}
