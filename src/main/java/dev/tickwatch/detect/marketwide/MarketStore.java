package dev.tickwatch.detect.marketwide;

import java.util.function.BiConsumer;

/** Where a {@link MarketJudge} keeps what it knows. */
public interface MarketStore {

  /** Nowhere: for a run that ends with its process. */
  MarketStore NONE =
      new MarketStore() {
        @Override
        public void put(String key, byte[] value) {
          // Nothing is kept.
        }

        @Override
        public void delete(String key) {
          // Nothing is kept.
        }

        @Override
        public void forEach(BiConsumer<String, byte[]> receiver) {
          // Nothing is kept.
        }
      };

  /** Keeps a value in place of the one before. */
  void put(String key, byte[] value);

  /** Forgets a value. */
  void delete(String key);

  /** Gives all that is kept, in the order of its keys. */
  void forEach(BiConsumer<String, byte[]> receiver);
}
