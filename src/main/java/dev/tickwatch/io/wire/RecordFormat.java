package dev.tickwatch.io.wire;

/** How records are written on topics. */
public enum RecordFormat {
  /** Avro single-object encoding: two marker bytes, the schema's fingerprint, the binary datum. */
  AVRO,
  /** One JSON object a record, UTF-8. */
  JSON
}
