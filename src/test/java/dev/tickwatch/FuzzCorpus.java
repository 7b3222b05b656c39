package dev.tickwatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What every build gives to a fuzz target: the files of its corpus in {@code
 * src/test/resources/fuzz/}, which are examples and the inputs that once were too much, and seeded
 * mutations of them. {@code .ci/fuzz} goes on from the same corpus, led by coverage.
 *
 * <p>A target is a public static method {@code fuzzerTestOneInput(byte[])}; it throws for what must
 * not be.
 */
public final class FuzzCorpus {
  private static final Path ROOT = Path.of("src/test/resources/fuzz");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 1 << 16;

  /** Bytes that parsers care about. */
  private static final byte[][] TOKENS =
      Stream.of(
              "{",
              "}",
              "[",
              "]",
              "\"",
              ":",
              ",",
              "\n",
              "\r",
              "null",
              "-1",
              "1e400",
              "NaN",
              "0.1",
              "\\ud800",
              "\u0000",
              "&a ",
              "*a",
              "- ",
              "'",
              "999999999999999999999",
              "-",
              ".",
              "T",
              "Z",
              "\\")
          .map(token -> token.getBytes(US_ASCII))
          .toArray(byte[][]::new);

  private static final byte[] EDGES = {0, 1, -1, 127, -128, 64, 32, (byte) 0xC3, 0x1F};

  /**
   * Eight bytes that binary parsers care about: numbers that arithmetic does not keep as they are.
   */
  private static final long[] WORDS = {
    0x7FF8_0000_0000_0001L, // not the one NaN that Java makes itself
    0xFFF0_0000_0000_0001L, // a NaN that signals
    Double.doubleToLongBits(Double.POSITIVE_INFINITY),
    Double.doubleToLongBits(Double.NEGATIVE_INFINITY),
    Double.doubleToLongBits(Double.MAX_VALUE),
    Double.doubleToLongBits(-Double.MAX_VALUE),
    Double.doubleToLongBits(Double.MIN_VALUE),
    Double.doubleToLongBits(-0.0),
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    0,
    Integer.MAX_VALUE,
    0x0000_0001_0000_0000L,
  };

  private FuzzCorpus() {}

  /**
   * Replays a corpus.
   *
   * @param test names the corpus
   * @param mutations of every file
   */
  public static void replay(Class<?> test, int mutations, Consumer<byte[]> target) {
    List<byte[]> files = files(test);
    assertThat(files).as("corpus of " + test.getSimpleName()).isNotEmpty();
    target.accept(files.get(0).clone()); // warms up, which does not count as slow
    files.forEach(input -> feed(target, input));
    Random random = new Random(test.getSimpleName().hashCode());
    for (byte[] input : files) {
      for (int i = 0; i < mutations; i++) {
        feed(target, mutated(input, files.get(random.nextInt(files.size())), random));
      }
    }
  }

  /**
   * Puts each number that binary parsers care about in the place of eight bytes of every file, in
   * either order of bytes.
   *
   * @param test names the corpus
   * @param places in a file, at most; evenly spread where it has more
   */
  public static void sweep(Class<?> test, int places, Consumer<byte[]> target) {
    for (byte[] input : files(test)) {
      int step = Math.max(1, (input.length + places - 1) / places);
      for (int at = 0; at + Long.BYTES <= input.length; at += step) {
        for (long word : WORDS) {
          byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(word).array();
          feed(target, spliced(input, at, at + Long.BYTES, bytes));
          byte[] reversed =
              ByteBuffer.allocate(Long.BYTES).putLong(Long.reverseBytes(word)).array();
          feed(target, spliced(input, at, at + Long.BYTES, reversed));
        }
      }
    }
  }

  private static List<byte[]> files(Class<?> test) {
    try (Stream<Path> found = Files.list(ROOT.resolve(test.getSimpleName()))) {
      List<byte[]> files = new ArrayList<>();
      for (Path file : found.sorted().toList()) {
        files.add(Files.readAllBytes(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void feed(Consumer<byte[]> target, byte[] input) {
    long begin = System.nanoTime();
    try {
      target.accept(input.clone());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("input in base64: " + Base64.getEncoder().encodeToString(input), e);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as(() -> "input in base64: " + Base64.getEncoder().encodeToString(input))
        .isLessThan(PATIENCE);
  }

  private static byte[] mutated(byte[] input, byte[] other, Random random) {
    byte[] mutant = input;
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(mutant.length + 1);
      int end = Math.min(mutant.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
      byte[] piece =
          switch (random.nextInt(7)) {
            case 0 -> new byte[0];
            case 1 -> TOKENS[random.nextInt(TOKENS.length)];
            case 2 -> {
              byte[] edge = new byte[1 + random.nextInt(8)];
              Arrays.fill(edge, EDGES[random.nextInt(EDGES.length)]);
              yield edge;
            }
            case 3 -> {
              byte[] noise = new byte[end - at];
              random.nextBytes(noise);
              yield noise;
            }
            case 4 -> Arrays.copyOfRange(other, Math.min(at, other.length), other.length);
            case 5 -> repeated(Arrays.copyOfRange(mutant, at, end), 2 + random.nextInt(50));
            default -> {
              byte[] flipped = Arrays.copyOfRange(mutant, at, end);
              if (flipped.length > 0) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
              }
              yield flipped;
            }
          };
      mutant = spliced(mutant, at, random.nextBoolean() ? end : at, piece);
    }
    return mutant.length > LONGEST ? Arrays.copyOf(mutant, LONGEST) : mutant;
  }

  private static byte[] repeated(byte[] piece, int times) {
    byte[] repeated = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, repeated, i * piece.length, piece.length);
    }
    return repeated;
  }

  /** The input with a piece in the place of a range. */
  private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
    byte[] spliced = new byte[from + piece.length + input.length - to];
    System.arraycopy(input, 0, spliced, 0, from);
    System.arraycopy(piece, 0, spliced, from, piece.length);
    System.arraycopy(input, to, spliced, from + piece.length, input.length - to);
    return spliced;
  }
}
