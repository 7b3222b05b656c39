package dev.tickwatch.detect.marketwide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketGroupsFileTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("groups.csv"), text);
  }

  @Test
  void putsASymbolInEachOfItsGroupsAndInThatOfAll() throws IOException {
    MarketGroups groups =
        MarketGroupsFile.read(file("group,symbol\ntech,AAPL\nbanks,BAC\nmega,AAPL\n"));

    assertThat(groups.of("AAPL")).containsExactly("mega", "tech", "all");
    assertThat(groups.of("BAC")).containsExactly("banks", "all");
    assertThat(groups.of("XOM")).containsExactly("all");
    assertThat(groups.alertIds("BAC", 60_000_000))
        .containsExactly("market/all/1970-01-01T00:01:00Z", "market/banks/1970-01-01T00:01:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sym,group;A,x | has the columns [sym, group]; must have symbol and group
          symbol,group;A,x;B | line 3: must have a symbol and a group, not 'B'
          symbol,group;A, | line 2: must have a symbol and a group
          symbol,group;A,all | symbol A is put in group 'all', which all symbols are in
          symbol,group;A,x/y | group 'x/y' of symbol A must have 1 to 100 characters
          """)
  void saysWhatIsWrong(String text, String mistake) throws IOException {
    Path file = file(text.replace(';', '\n') + "\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarketGroupsFile.read(file))
        .withMessageContaining(mistake);
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path missing = directory.resolve("none.csv");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarketGroupsFile.read(missing))
        .withMessageContaining(missing.toString())
        .withMessageContaining("cannot be read");
  }
}
