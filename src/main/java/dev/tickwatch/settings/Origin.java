package dev.tickwatch.settings;

/**
 * Where a value came from.
 *
 * @param rank later sources have a higher rank and win
 * @param description for a person, such as {@code file tickwatch.yaml, line 4}
 */
public record Origin(int rank, String description) {
  private static final int DEFAULT_RANK = 0;
  private static final int FILE_RANK = 1;
  private static final int ENVIRONMENT_RANK = 2;
  private static final int FLAG_RANK = 3;
  private static final int SHORT_FORM_RANK = 4;

  /** No source set it. */
  public static final Origin DEFAULT = new Origin(DEFAULT_RANK, "default");

  /** A line of a settings file. */
  public static Origin file(String name, int line) {
    return new Origin(FILE_RANK, "file " + name + ", line " + line);
  }

  /** An environment variable. */
  public static Origin environment(String variable) {
    return new Origin(ENVIRONMENT_RANK, "environment " + variable);
  }

  /** A flag of the command line. */
  public static Origin flag(String name) {
    return new Origin(FLAG_RANK, "flag " + name);
  }

  /** A flag of the command line that stands for one setting. */
  static Origin shortForm(String name) {
    return new Origin(SHORT_FORM_RANK, "flag " + name);
  }

  boolean isFile() {
    return rank == FILE_RANK;
  }

  boolean isShortForm() {
    return rank == SHORT_FORM_RANK;
  }

  @Override
  public String toString() {
    return description;
  }
}
