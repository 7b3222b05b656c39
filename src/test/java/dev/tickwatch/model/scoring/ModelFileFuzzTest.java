package dev.tickwatch.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Edits;
import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.model.manifest.ModelException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Arbitrary bytes as a model file: where the first byte is zero, what follows is {@link Edits} of a
 * valid one. What passes the check goes through ONNX Runtime.
 */
public class ModelFileFuzzTest {
  private static final byte[] VALID = TinyOnnx.model().build().toByteArray();

  /** Bytes are refused in few words, or they are a model that scores. */
  public static void fuzzerTestOneInput(byte[] input) {
    boolean edits = input.length > 0 && input[0] == 0;
    byte[] model = edits ? Edits.applied(VALID, Arrays.copyOfRange(input, 1, input.length)) : input;
    try (OnnxWindowScorer scorer =
        OnnxWindowScorer.open(model, "fuzzed", ScoringDevice.parse("cpu"))) {
      assertThat(scorer.manifest()).isNotNull();
    } catch (ModelException e) {
      assertThat(e.getMessage()).startsWith("model fuzzed").hasSizeLessThan(4_000);
    }
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(ModelFileFuzzTest.class, 50, ModelFileFuzzTest::fuzzerTestOneInput);
  }
}
