package dev.tickwatch.model.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Edits;
import dev.tickwatch.FuzzCorpus;
import org.junit.jupiter.api.Test;

/** Arbitrary text as a manifest: where it is no JSON object, {@link Edits} of a valid one. */
public class ManifestFuzzTest {
  private static final byte[] VALID = ManifestJson.write(ManifestJsonTest.MANIFEST).getBytes(UTF_8);

  /** Text is a manifest that survives being written, or it is refused in few words. */
  public static void fuzzerTestOneInput(byte[] input) {
    boolean raw = input.length > 0 && input[0] == '{';
    String text = new String(raw ? input : Edits.applied(VALID, input), UTF_8);
    Manifest manifest;
    try {
      manifest = ManifestJson.read(text);
    } catch (ModelException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(4_000);
      return;
    }
    String written = ManifestJson.write(manifest);
    assertThat(ManifestJson.write(ManifestJson.read(written))).isEqualTo(written);
    assertThat(manifest.calendar().name()).isNotBlank();
    assertThat(manifest.featureSettings().sessionGap().toNanos()).isPositive();
    for (int ahead = 1; ahead <= manifest.shape().horizon(); ahead++) {
      double reach =
          manifest.calibration().intervals().forecastReach(manifest.degreesOfFreedom(), ahead, 0.9);
      assertThat(reach).isNotNegative().isFinite();
    }
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(ManifestFuzzTest.class, 200, ManifestFuzzTest::fuzzerTestOneInput);
  }
}
