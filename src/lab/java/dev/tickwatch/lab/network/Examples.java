package dev.tickwatch.lab.network;

/** What a network is trained and checked on. Batches are gathered when asked for. */
public interface Examples {

  /** How many. */
  int size();

  /** {@code [count][..inputShape]} from example {@code first} on, row-major. */
  float[] inputs(int first, int count);

  /** {@code [count][targets]}: see {@link Network#targets()}. */
  default float[] targets(int first, int count) {
    return new float[0];
  }
}
