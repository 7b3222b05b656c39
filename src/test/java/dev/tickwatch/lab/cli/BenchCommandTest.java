package dev.tickwatch.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir private Path directory;

  private CommandLineRun bench(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "bench";
    all[1] = "--out";
    all[2] = directory.resolve("performance.md").toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CommandLineRun.of(all);
  }

  @Test
  void stopsAtOnceWhenAGpuIsAskedForAndNotThere() {
    CommandLineRun run = bench("--scorer-only", "--device", "cuda:0");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("device cuda:0 was asked for");
    assertThat(run.out()).as("no model is trained first").isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void namesAPartThatThereIsNot() {
    CommandLineRun run = bench("--only", "drain,lunch");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no part 'lunch'");
  }
}
