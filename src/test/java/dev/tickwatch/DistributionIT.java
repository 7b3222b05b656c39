package dev.tickwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution that {@code mvn package} built, as a user would start it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class DistributionIT {
  private static final Path HOME =
      Path.of(System.getProperty("distribution.directory", "target/tickwatch")).toAbsolutePath();

  /** What the scoring service must not carry: the trainer's engine and the embedded broker. */
  private static final Pattern LAB_JAR =
      Pattern.compile(
          "(pytorch|tribuo|xchart|ta4j|kafka_2|kafka-(server|metadata|raft|storage)|scala|api-0).*");

  @TempDir private Path scratch;
  private final List<Path> links = new ArrayList<>();

  /** Links out of the scratch directory would make its deletion warn. */
  @AfterEach
  void removeLinks() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  @Test
  void theServiceCarriesNeitherTrainerNorBroker() throws IOException {
    assertThat(jars("lib"))
        .contains("tickwatch-" + System.getProperty("project.version", "0.1.0-SNAPSHOT") + ".jar")
        .anyMatch(jar -> jar.startsWith("kafka-streams-"))
        .anyMatch(jar -> jar.startsWith("onnxruntime"))
        .noneMatch(jar -> LAB_JAR.matcher(jar).matches());
  }

  @Test
  void theLabCarriesTrainerAndBrokerAndRepeatsNothing() throws IOException {
    List<String> lab = jars("lab");
    assertThat(lab)
        .anyMatch(jar -> jar.startsWith("pytorch-native-cpu-"))
        .anyMatch(jar -> jar.startsWith("kafka_2.13-"))
        .anyMatch(jar -> jar.startsWith("ta4j-examples-"))
        .doesNotContainAnyElementsOf(jars("lib"));
  }

  @Test
  void theServicesJarHasNoClassOfTheLab() throws IOException {
    String version = System.getProperty("project.version", "0.1.0-SNAPSHOT");
    assertThat(entries("lib/tickwatch-" + version + ".jar"))
        .contains("dev/tickwatch/app/cli/Main.class")
        .noneMatch(entry -> entry.contains("/lab/"));
    assertThat(entries("lab/tickwatch-" + version + "-lab.jar"))
        .filteredOn(entry -> entry.endsWith(".class"))
        .contains("dev/tickwatch/lab/cli/TrainCommand.class")
        .allMatch(entry -> entry.startsWith("dev/tickwatch/lab/"));
  }

  @Test
  void noArtifactIsThereInTwoVersions() throws IOException {
    Pattern version = Pattern.compile("-\\d[^-]*(-\\d+|-SNAPSHOT)?(-[a-z]+-[a-z0-9_]+)?\\.jar$");
    List<String> names =
        Stream.concat(jars("lib").stream(), jars("lab").stream())
            .map(jar -> version.matcher(jar).replaceFirst(""))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void startsThroughSymbolicLinksFromAnyDirectory() throws Exception {
    link(scratch.resolve("tw"), HOME.resolve("bin/tickwatch"));
    Path second = link(scratch.resolve("tw2"), Path.of("tw"));
    Run run = run(second, Map.of(), "--version");
    assertThat(run.output).startsWith("tickwatch ");
    assertThat(run.status).isZero();
  }

  @Test
  void helpNeedsNoLab() throws Exception {
    Run run = run(withoutLab(), Map.of(), "--help");
    assertThat(run.output).contains("Usage: tickwatch");
    assertThat(run.status).isZero();
  }

  @Test
  void findsTheCalendarFilesInItsJar() throws Exception {
    Run run = run(HOME.resolve("bin/tickwatch"), Map.of(), "backtest", "--help");
    assertThat(run.output.replaceAll("\\s+", " "))
        .contains("When the market trades: xnys (US equities) or 24x7.");
  }

  @Test
  void aLabCommandWithoutLabSaysSoInOneLine() throws Exception {
    for (String command : List.of("train", "demo")) {
      Run run = run(withoutLab(), Map.of(), "--verbose", command, "--headless");
      assertThat(run.output)
          .startsWith("tickwatch: there is no command '" + command + "' here")
          .contains("the lab, which is not installed")
          .hasLineCount(1);
      assertThat(run.status).isEqualTo(2);
    }
  }

  @Test
  void anOldJavaIsRefusedByVersion() throws Exception {
    Path java = Files.createDirectories(scratch.resolve("old/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    String javaHome = scratch.resolve("old").toString();
    Run run = run(HOME.resolve("bin/tickwatch"), Map.of("JAVA_HOME", javaHome), "--version");
    assertThat(run.output)
        .isEqualTo("tickwatch: " + java + " is version 1.8.0_402; Java 17 or newer is needed\n");
    assertThat(run.status).isEqualTo(1);
  }

  @Test
  void aMissingJavaIsNamed() throws Exception {
    String nowhere = scratch.resolve("nowhere").toString();
    Run run = run(HOME.resolve("bin/tickwatch"), Map.of("JAVA_HOME", nowhere), "--version");
    assertThat(run.output).contains("JAVA_HOME is '" + nowhere + "'").hasLineCount(1);
    assertThat(run.status).isEqualTo(1);
  }

  @Test
  void theUsersJvmFlagsWin() throws Exception {
    Map<String, String> flags =
        Map.of(
            "JAVA_OPTS", "-XX:MaxRAMPercentage=20 -XX:+PrintFlagsFinal",
            "TICKWATCH_OPTS", "-XX:MaxRAMPercentage=10");
    Run run = run(HOME.resolve("bin/tickwatch"), flags, "--version");
    assertThat(run.output).containsPattern("MaxRAMPercentage +:?= 10\\.0");
  }

  @Test
  void asksForHugePagesWhereTheSystemLeavesThemToWhoAsks() throws Exception {
    Path setting = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    boolean left = Files.exists(setting) && Files.readString(setting).contains("[madvise]");
    Run run =
        run(
            HOME.resolve("bin/tickwatch"),
            Map.of("JAVA_OPTS", "-XX:+PrintFlagsFinal"),
            "--version");
    assertThat(run.output)
        .containsPattern("UseTransparentHugePages +:?= " + left)
        .doesNotContain("warning");
    Run without =
        run(
            HOME.resolve("bin/tickwatch"),
            Map.of("JAVA_OPTS", "-XX:-UseTransparentHugePages -XX:+PrintFlagsFinal"),
            "--version");
    assertThat(without.output).containsPattern("UseTransparentHugePages +:?= false");
  }

  private static List<String> jars(String directory) throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve(directory))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .toList();
    }
  }

  private static List<String> entries(String jar) throws IOException {
    try (JarFile file = new JarFile(HOME.resolve(jar).toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  /** A copy of the launcher beside a link to lib/, with no lab/. */
  private Path withoutLab() throws IOException {
    Path home = Files.createTempDirectory(scratch, "service only ");
    link(home.resolve("lib"), HOME.resolve("lib"));
    Path launcher = Files.createDirectory(home.resolve("bin")).resolve("tickwatch");
    return Files.copy(HOME.resolve("bin/tickwatch"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Path link(Path link, Path target) throws IOException {
    links.add(Files.createSymbolicLink(link, target));
    return link;
  }

  private record Run(int status, String output) {}

  private static Run run(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }
}
