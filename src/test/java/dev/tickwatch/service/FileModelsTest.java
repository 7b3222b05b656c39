package dev.tickwatch.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModelsTest {
  @TempDir private Path directory;

  @Test
  void offersTheFileChangedLast() throws IOException {
    FileModels models = new FileModels(directory);
    assertThat(models.newest()).isEmpty();

    Path first = model("b.onnx", 1_000);
    model("a.onnx", 900);
    Files.writeString(directory.resolve("notes.txt"), "no model");

    ModelSource.Found found = models.newest().orElseThrow();
    assertThat(found.name()).isEqualTo(first.toString());
    assertThat(found.content().get()).isEqualTo(new byte[] {1});

    model("a.onnx", 2_000);
    assertThat(models.newest().orElseThrow().id()).isNotEqualTo(found.id());
  }

  @Test
  void offersAChangedFileAnew() throws IOException {
    Path file = model("m.onnx", 1_000);
    FileModels models = new FileModels(file);
    String before = models.newest().orElseThrow().id();
    assertThat(models.newest().orElseThrow().id()).isEqualTo(before);

    model("m.onnx", 2_000);

    assertThat(models.newest().orElseThrow().id()).isNotEqualTo(before);
  }

  @Test
  void namesThePathThatIsMissing() {
    assertThatThrownBy(() -> new FileModels(directory.resolve("none")))
        .isInstanceOf(ServiceException.class)
        .hasMessage(
            "model.path is '%s'; there is no such file or directory"
                .formatted(directory.resolve("none")));
  }

  private Path model(String name, long changedMillis) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, new byte[] {1});
    Files.setLastModifiedTime(file, FileTime.fromMillis(changedMillis));
    return file;
  }
}
