package dev.tickwatch.lab.harness;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of a {@link MarkdownPage}. Not thread-safe. */
public final class MarkdownTable {
  /** A cell that has nothing to say: one blank wide, where that of an empty text is two. */
  public static final String NOTHING = " ";

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  private MarkdownTable(List<String> columns) {
    this.columns = columns.size();
    row(columns);
    text.append('|').append("---|".repeat(this.columns)).append('\n');
  }

  /**
   * One without a row.
   *
   * @param heading as it stands in the page: {@code | one column | another |}
   */
  public static MarkdownTable under(String heading) {
    return new MarkdownTable(
        Pattern.compile("\\|([^|]*)(?=\\|)")
            .matcher(heading)
            .results()
            .map(column -> column.group(1).strip())
            .map(column -> column.isEmpty() ? NOTHING : column)
            .toList());
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns
   * @throws IllegalArgumentException when there are more or fewer
   */
  public MarkdownTable row(String... cells) {
    return row(List.of(cells));
  }

  /** The same. */
  public MarkdownTable row(Collection<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells.size() + " cells in " + columns + " columns");
    }
    text.append(
        cells.stream().map(MarkdownTable::cell).collect(Collectors.joining("|", "|", "|\n")));
    return this;
  }

  private static String cell(String text) {
    return text.equals(NOTHING) ? NOTHING : " " + text + " ";
  }

  /** As it stands in the page. */
  @Override
  public String toString() {
    return text.toString();
  }
}
