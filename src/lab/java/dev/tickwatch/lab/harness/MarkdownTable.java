package dev.tickwatch.lab.harness;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A table of a {@link MarkdownPage}. Not thread-safe. */
public final class MarkdownTable {
  /** A cell or a heading that has nothing to say: one blank wide, where an empty text is two. */
  public static final String NOTHING = " ";

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  private MarkdownTable(Collection<String> columns) {
    this.columns = columns.size();
    row(columns);
    text.append('|').append("---|".repeat(this.columns)).append('\n');
  }

  /** One with these columns and no row. */
  public static MarkdownTable of(String... columns) {
    return of(List.of(columns));
  }

  /** The same. */
  public static MarkdownTable of(Collection<String> columns) {
    return new MarkdownTable(columns);
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
