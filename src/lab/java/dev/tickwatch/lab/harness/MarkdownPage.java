package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A page of results in Markdown, part by part, each followed by an empty line. Numbers are
 * formatted alike everywhere. Not thread-safe.
 */
public final class MarkdownPage {
  private final StringBuilder text = new StringBuilder();

  /** A page under a title. */
  public static MarkdownPage titled(String title) {
    return new MarkdownPage().text("# " + title + "\n\n");
  }

  private MarkdownPage() {}

  /** Text with values in it. */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A number as a cell of a table; nothing for NaN. */
  public static String number(String format, double value) {
    return Double.isNaN(value) ? MarkdownTable.NOTHING : format(format, value);
  }

  /** The name of a page's file without its ending: its pictures are in a directory of that name. */
  public static String stem(Path page) {
    return String.valueOf(page.getFileName()).replaceFirst("\\.md$", "");
  }

  /** A section. */
  public MarkdownPage section(String title) {
    return text("## " + title + "\n\n");
  }

  /** A paragraph with values in it. */
  public MarkdownPage paragraph(String format, Object... values) {
    return text(format(format, values) + "\n\n");
  }

  /** A command, as it would be typed. */
  public MarkdownPage command(String command) {
    return text("```\n" + command + "\n```\n\n");
  }

  /** A table. */
  public MarkdownPage table(MarkdownTable table) {
    return text(table + "\n");
  }

  /**
   * A picture.
   *
   * @param file as seen from the page
   */
  public MarkdownPage picture(String caption, String file) {
    return text("![" + caption + "](" + file + ")\n\n");
  }

  /** Text that is Markdown already, with the line ends that it has. */
  public MarkdownPage text(String markdown) {
    text.append(markdown);
    return this;
  }

  /**
   * Writes it; its directory is created.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(Path file) {
    try {
      Path absolute = file.toAbsolutePath();
      Files.createDirectories(absolute.getParent());
      Files.writeString(absolute, toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is written. */
  @Override
  public String toString() {
    return text.toString();
  }
}
