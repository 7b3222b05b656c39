package dev.tickwatch.io.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.model.manifest.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCatalogTest {
  @TempDir private Path directory;

  @Test
  void publishesAndFindsTheLatest() throws IOException {
    Path models = directory.resolve("not/yet");
    try (ModelCatalog catalog = new DirectoryCatalog(models, "default")) {
      catalog.publish(model("20260102T000000-b", "one"));
      catalog.publish(model("20260102T000000-a", "two"));
      ModelArtifact latest = catalog.latest().orElseThrow();
      assertThat(latest.version()).isEqualTo("20260102T000000-a");
      assertThat(text(latest)).isEqualTo("two");
    }
    try (Stream<Path> files = Files.list(models)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(
              "default-20260102T000000-a.onnx",
              "default-20260102T000000-b.onnx",
              "default.current");
    }
  }

  @Test
  void writesFilesThatOthersCanRead() throws IOException {
    try (ModelCatalog catalog = new DirectoryCatalog(directory, "default")) {
      catalog.publish(model("v", "x"));
    }
    Path plain = Files.writeString(directory.resolve("plain"), "x");
    assertThat(Files.getPosixFilePermissions(directory.resolve("default-v.onnx")))
        .isEqualTo(Files.getPosixFilePermissions(plain))
        .contains(PosixFilePermission.OWNER_READ);
  }

  @Test
  void noticesANewerModelOnlyOnce() {
    try (ModelCatalog catalog = new DirectoryCatalog(directory, "default")) {
      assertThat(catalog.latest()).isEmpty();
      assertThat(catalog.newerThan("none")).isEmpty();
      catalog.publish(model("1", "one"));
      assertThat(catalog.newerThan("none").orElseThrow().version()).isEqualTo("1");
      assertThat(catalog.newerThan("1")).isEmpty();
      catalog.publish(model("2", "two"));
      assertThat(text(catalog.newerThan("1").orElseThrow())).isEqualTo("two");
      assertThat(catalog.newerThan("2")).isEmpty();
    }
  }

  @Test
  void goesBackToAnOlderModelWhenToldSo() throws IOException {
    try (ModelCatalog catalog = new DirectoryCatalog(directory, "default")) {
      catalog.publish(model("1", "one"));
      catalog.publish(model("2", "two"));
      assertThat(catalog.latest().orElseThrow().version()).isEqualTo("2");
      Path pointer = Files.writeString(directory.resolve("default.current"), "1");
      assertThat(catalog.newerThan("2").orElseThrow().version()).isEqualTo("1");
      Files.writeString(pointer, "3");
      assertThatThrownBy(catalog::latest)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("default.current names 3, but there is no ");
      Files.writeString(pointer, "../../etc/passwd");
      assertThatThrownBy(catalog::latest)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("model version '../../etc/passwd'");
    }
  }

  @Test
  void takesTheLastVersionOfADirectoryThatWasFilledByHand() throws IOException {
    Files.writeString(directory.resolve("default-20260102T000000-b.onnx"), "two");
    Files.writeString(directory.resolve("default-20260101T000000-a.onnx"), "one");
    Files.writeString(directory.resolve("other-20270101T000000-a.onnx"), "other");
    try (ModelCatalog catalog = new DirectoryCatalog(directory, "default")) {
      assertThat(text(catalog.latest().orElseThrow())).isEqualTo("two");
    }
  }

  @Test
  void takesASingleFileAndNoticesWhenItsContentChanges() throws IOException {
    Path file = Files.writeString(directory.resolve("default-7.onnx"), "one");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    try (ModelCatalog catalog = new DirectoryCatalog(file, "default")) {
      ModelArtifact first = catalog.latest().orElseThrow();
      assertThat(first.version()).startsWith("sha256-");
      assertThat(catalog.newerThan(first.version())).isEmpty();
      Files.writeString(file, "two");
      ModelArtifact second = catalog.newerThan(first.version()).orElseThrow();
      assertThat(text(second)).isEqualTo("two");
      assertThat(second.version()).isNotEqualTo(first.version());
    }
  }

  @Test
  void takesTheOnlyModelWhateverItsName() throws IOException {
    Files.writeString(directory.resolve("model.onnx"), "one");
    Files.writeString(directory.resolve("history.png"), "");
    try (ModelCatalog catalog = new DirectoryCatalog(directory, "default")) {
      assertThat(text(catalog.latest().orElseThrow())).isEqualTo("one");
      Files.writeString(directory.resolve("other.onnx"), "two");
      assertThatThrownBy(catalog::latest)
          .isInstanceOf(ModelException.class)
          .hasMessage(directory + " holds 2 models, and none is named default-VERSION.onnx");
    }
  }

  @Test
  void namesAPathThatIsNotThere() {
    try (ModelCatalog catalog = new DirectoryCatalog(directory.resolve("none"), "default")) {
      assertThatThrownBy(catalog::latest)
          .isInstanceOf(ModelException.class)
          .hasMessage("there is no model file or directory " + directory.resolve("none"));
    }
  }

  @Test
  void refusesNamesThatLeaveTheDirectory() {
    assertThatThrownBy(() -> new DirectoryCatalog(directory, "../x"))
        .hasMessageContaining("model name '../x'");
    assertThatThrownBy(() -> model("../../x", "one")).hasMessageContaining("'../../x'");
    try (ModelCatalog catalog = new DirectoryCatalog(directory, "default")) {
      assertThatThrownBy(() -> catalog.publish(new ModelArtifact("other", "1", new byte[0])))
          .hasMessageContaining("does not belong");
    }
  }

  private static ModelArtifact model(String version, String content) {
    return new ModelArtifact("default", version, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ModelArtifact model) {
    return new String(model.onnx(), StandardCharsets.UTF_8);
  }
}
