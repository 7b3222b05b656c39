package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPicturesTest {
  @TempDir private Path directory;

  @Test
  void drawsHistoryAndExamples() throws IOException {
    TrainingResult result =
        Trainer.train(
            SyntheticTicks.settings().edit().epochs(2).build(),
            Map.of("AAA", SyntheticTicks.of("AAA", 3_000, 1)),
            TrainingListener.SILENT);
    Path history = directory.resolve("history.png");
    Path examples = directory.resolve("examples.png");
    TrainingPictures.history(history, result.history());
    TrainingPictures.examples(examples, result.examples());

    assertThat(result.examples()).extracting(ValidationExample::symbol).containsOnly("AAA");
    assertThat(colours(history)).contains(0x1f77b4, 0xd62728);
    assertThat(colours(examples)).contains(0x222222, 0x1f77b4, 0xd62728, 0x9ecae1);
  }

  private static List<Integer> colours(Path picture) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff)
        .distinct()
        .boxed()
        .toList();
  }
}
