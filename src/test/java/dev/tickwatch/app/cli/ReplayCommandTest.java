package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's mistakes that need no broker to be found: one line, status 2. */
class ReplayCommandTest {
  @TempDir private Path directory;

  @Test
  void namesWhatIsMissing() {
    assertMistake("--ticks FILE is missing", "--bootstrap-server", "localhost:1");
    assertMistake("--bootstrap-server HOST:PORT is missing", "--ticks", "x.csv");
  }

  @Test
  void namesAFileThatIsNoFileOfTicks() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), "when,px\n1,2\n");
    assertMistake(
        file
            + " has no column 'symbol'; its columns are 'when', 'px'; name columns with"
            + " --symbol-column",
        flags(file));
    assertMistake(file + " has no column 'time'", flags(file, "--symbol", "A"));
    assertMistake(file + " has no column 'z'", flags(file, "--symbol-column", "z"));
    assertMistake(directory + " is a directory", flags(directory));
    assertMistake("none.csv does not exist", flags(Path.of("none.csv")));
  }

  @Test
  void namesAFlagThatIsWrong() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), "symbol,time,price\nA,1,2\n");
    assertMistake("--speed must be above 0, not -1.0", flags(file, "--speed", "-1"));
    assertMistake("--rate must be above 0, not NaN", flags(file, "--rate", "NaN"));
    assertMistake("mutually exclusive", flags(file, "--rate", "1", "--speed", "1"));
    assertMistake("--create-topic must be 1", flags(file, "--create-topic", "0"));
    assertMistake("--time-zone 'Mars' is not", flags(file, "--time-zone", "Mars"));
    assertMistake("'--time-unit': expected one of", flags(file, "--time-unit", "weeks"));
    assertMistake("'--format': expected one of", flags(file, "--format", "xml"));
    assertMistake("exclude each other", flags(file, "--symbol", "A", "--symbol-column", "b"));
    assertMistake("--symbol is blank", flags(file, "--symbol", " "));
    assertMistake("--kafka-config none cannot be read", flags(file, "--kafka-config", "none"));
    assertMistake("Invalid value 7x for configuration", flags(file, "--kafka", "retries=7x"));
    assertMistake("KEY=VALUE", flags(file, "--kafka", "x"));
    assertMistake("Unknown option: '--nope'", flags(file, "--nope"));
  }

  @Test
  void namesASettingThatCannotBe() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), "symbol,time,price\nA,1,2\n");
    assertMistake(
        "ticks.format is 'xml' (flag --set); must be one of avro, json",
        flags(file, "--set", "ticks.format=xml"));
    assertMistake(
        "ticks.fromat (flag --set) is not a setting; did you mean ticks.format?",
        flags(file, "--set", "ticks.fromat=json"));
    assertMistake("there is no settings file none.yaml", flags(file, "--config", "none.yaml"));
    assertMistake("server.port (flag --set) is not used", flags(file, "--set", "server.port=1"));
  }

  @Test
  void namesAServerThatCannotBe() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), "symbol,time,price\nA,1,2\n");
    assertMistake(
        "Invalid url in bootstrap.servers: nonsense",
        "--ticks",
        file.toString(),
        "--bootstrap-server",
        "nonsense");
  }

  private static void assertMistake(String message, String... flags) {
    String[] args = new String[flags.length + 1];
    args[0] = "replay";
    System.arraycopy(flags, 0, args, 1, flags.length);
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.err()).contains(message).startsWith("tickwatch replay: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  private static String[] flags(Path file, String... more) {
    String[] flags = new String[more.length + 4];
    flags[0] = "--ticks";
    flags[1] = file.toString();
    flags[2] = "--bootstrap-server";
    flags[3] = "localhost:1";
    System.arraycopy(more, 0, flags, 4, more.length);
    return flags;
  }
}
