package dev.tickwatch.app.store;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Window stores without a topology around them. */
public final class WindowStores {
  private static final String NAME = "windows";

  private WindowStores() {}

  /** An empty one, in memory. */
  public static KeyValueStore<String, byte[]> empty() {
    return opened(Stores.inMemoryKeyValueStore(NAME), new MockProcessorContext<>());
  }

  /** An empty one in a directory. */
  public static KeyValueStore<String, byte[]> onDisk(Path directory) {
    return opened(
        Stores.persistentKeyValueStore(NAME),
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile()));
  }

  private static KeyValueStore<String, byte[]> opened(
      KeyValueBytesStoreSupplier kind, MockProcessorContext<Void, Void> context) {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(kind, Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
