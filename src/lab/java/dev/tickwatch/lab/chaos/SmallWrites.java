package dev.tickwatch.lab.chaos;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Has RocksDB write to disk after a few commits, so that a full disk is met while a service is at
 * work. Made by Kafka Streams.
 */
public final class SmallWrites implements RocksDBConfigSetter {
  private static final long BUFFER = 16 << 10;

  /** For Kafka Streams. */
  public SmallWrites() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(BUFFER);
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing was made that would have to be closed.
  }
}
