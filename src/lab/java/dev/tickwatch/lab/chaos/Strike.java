package dev.tickwatch.lab.chaos;

/** Something that happens to the services. */
@FunctionalInterface
interface Strike {
  /**
   * Lets it happen.
   *
   * @throws ChaosException when it could not
   */
  void run() throws InterruptedException;
}
