package dev.tickwatch.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
final class NearestName {
  /** Far longer than any known name: nothing is near, and to find that out takes time. */
  private static final int MAX_LENGTH = 200;

  private NearestName() {}

  /** The nearest of the known names, if any is near enough to be worth suggesting. */
  static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String wanted = plain(name);
    Optional<String> sameLeaf =
        known.stream().filter(k -> plain(leaf(k)).equals(plain(leaf(name)))).findFirst();
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(wanted, plain(k))))
        .filter(k -> distance(wanted, plain(k)) <= Math.max(2, wanted.length() / 5))
        .or(() -> sameLeaf);
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** {@code batchSize}, {@code batch_size} and {@code batch-size} are the same name. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /** Levenshtein's edit distance, with a swap of neighbours as one edit. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(
            Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + substitution);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
