package dev.tickwatch.io.wire;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of today against those of version 1, which never change. */
class SchemaCompatibilityTest {

  @ParameterizedTest
  @ValueSource(strings = {"tick", "score", "forecast", "alert", "dead_letter"})
  void recordsOfVersion1CanBeReadNow(String kind) throws IOException {
    assertReads(now(kind), version1(kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tick", "score", "forecast", "alert", "dead_letter"})
  void readersOfVersion1CanReadRecordsOfNow(String kind) throws IOException {
    assertReads(version1(kind), now(kind));
  }

  @Test
  void everySchemaThatVersion1HadHasACopyOfIt() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schemas"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("market_alert.avsc")
          .filteredOn(file -> !file.equals("market_alert.avsc"))
          .allSatisfy(
              file ->
                  assertThat(getClass().getResource("/schemas/v1/" + file)).as(file).isNotNull());
    }
  }

  private static void assertReads(Schema reader, Schema writer) {
    SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertThat(result.getType()).as(result.getDescription()).isEqualTo(COMPATIBLE);
  }

  private static Schema now(String kind) throws IOException {
    return new Schema.Parser().parse(Path.of("schemas", kind + ".avsc").toFile());
  }

  private static Schema version1(String kind) throws IOException {
    try (InputStream in =
        SchemaCompatibilityTest.class.getResourceAsStream("/schemas/v1/" + kind + ".avsc")) {
      return new Schema.Parser().parse(in);
    }
  }
}
