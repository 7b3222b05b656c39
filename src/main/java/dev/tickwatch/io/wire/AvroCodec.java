package dev.tickwatch.io.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro single-object encoding: the bytes C3 01, the CRC-64-AVRO fingerprint of the writer's schema
 * (8 bytes, little-endian), the binary datum. Reads the current schema and named past ones.
 *
 * @param <T> the value
 * @param <R> the class that the build generates from the schema
 */
final class AvroCodec<T, R extends SpecificRecordBase> implements Codec<T> {
  private static final int HEADER_BYTES = 10;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = (byte) 0x01;
  private static final ThreadLocal<AvroOutput> OUTPUT = ThreadLocal.withInitial(AvroOutput::new);

  static {
    // Avro loads no class that is not named as trusted; a schema names only those of this package.
    String generated = dev.tickwatch.schema.Tick.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(generated)));
  }

  private final String kind;
  private final Function<T, byte[]> encoder;
  private final Map<Long, DatumReader<R>> readers = new HashMap<>();
  private final Function<R, T> fromRecord;

  /**
   * @param model of the generated class, which knows its logical types
   * @param past schemas that records on topics may still be written with
   */
  AvroCodec(
      SpecificData model,
      Schema schema,
      List<Schema> past,
      Function<T, R> toRecord,
      Function<R, T> fromRecord) {
    this(
        generated(new BinaryMessageEncoder<>(model, schema), toRecord),
        model,
        schema,
        past,
        fromRecord);
  }

  private AvroCodec(
      Function<T, byte[]> encoder,
      SpecificData model,
      Schema schema,
      List<Schema> past,
      Function<R, T> fromRecord) {
    this.kind = schema.getName();
    this.encoder = encoder;
    this.fromRecord = fromRecord;
    for (Schema writer : past) {
      readers.put(fingerprint(writer), new SpecificDatumReader<>(writer, schema, model));
    }
    readers.put(fingerprint(schema), new SpecificDatumReader<>(schema, schema, model));
  }

  /**
   * Reads by the generated class and writes without it.
   *
   * @param fields writes a value's fields in the order of the schema
   */
  static <T, R extends SpecificRecordBase> AvroCodec<T, R> writing(
      SpecificData model,
      Schema schema,
      List<Schema> past,
      BiConsumer<T, AvroOutput> fields,
      Function<R, T> fromRecord) {
    return new AvroCodec<>(direct(schema, fields), model, schema, past, fromRecord);
  }

  private static <T> Function<T, byte[]> direct(Schema schema, BiConsumer<T, AvroOutput> fields) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MARKER_0).put(MARKER_1).putLong(fingerprint(schema));
    return value -> {
      AvroOutput output = OUTPUT.get();
      output.clear();
      output.raw(header.array());
      fields.accept(value, output);
      return output.toBytes();
    };
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  private static <T, R> Function<T, byte[]> generated(
      BinaryMessageEncoder<R> encoder, Function<T, R> toRecord) {
    return value -> {
      try {
        ByteBuffer encoded = encoder.encode(toRecord.apply(value));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e); // writes to memory only
      }
    };
  }

  @Override
  public byte[] encode(T value) {
    return encoder.apply(value);
  }

  @Override
  public T decode(byte[] bytes) {
    DatumReader<R> reader = readerFor(bytes);
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
    try {
      R avro = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new MalformedRecordException("bytes follow the Avro " + kind);
      }
      return fromRecord.apply(avro);
    } catch (MalformedRecordException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // damaged bytes make Avro throw many kinds
      throw new MalformedRecordException(
          "Avro " + kind + " is truncated or damaged: " + e.getMessage(), e);
    }
  }

  private DatumReader<R> readerFor(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      throw new MalformedRecordException(
          "not an Avro " + kind + ": the single-object marker C3 01 is missing");
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    DatumReader<R> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new MalformedRecordException(
          String.format("not a known Avro %s: schema fingerprint %016x", kind, fingerprint));
    }
    return reader;
  }
}
