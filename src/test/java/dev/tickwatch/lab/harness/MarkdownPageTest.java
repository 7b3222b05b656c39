package dev.tickwatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownPageTest {

  @Test
  void isOnePartBehindTheOther(@TempDir Path directory) {
    Path file = directory.resolve("docs/page.md");

    MarkdownPage.titled("Speed")
        .paragraph("%,d ticks in %.1f s", 1_234_567, 2.5)
        .command("tickwatch bench")
        .section("Figures")
        .table(
            MarkdownTable.under("| what | |")
                .row("a", MarkdownPage.number("%.1f", 0.25))
                .row("", MarkdownPage.number("%.1f", Double.NaN)))
        .picture("a picture", "page/a.png")
        .write(file);

    assertThat(file)
        .hasContent(
            """
            # Speed

            1,234,567 ticks in 2.5 s

            ```
            tickwatch bench
            ```

            ## Figures

            | what | |
            |---|---|
            | a | 0.3 |
            |  | |

            ![a picture](page/a.png)

            """);
    assertThat(MarkdownPage.stem(file)).isEqualTo("page");
  }

  @Test
  void refusesARowThatDoesNotFitItsTable() {
    MarkdownTable table = MarkdownTable.under("| a | b |");

    assertThatThrownBy(() -> table.row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells in 2 columns");
  }
}
