package dev.tickwatch.lab.chaos;

/** What injects a fault, once. */
@FunctionalInterface
interface FaultAction {
  /**
   * Does it.
   *
   * @throws dev.tickwatch.lab.harness.HarnessException when it could not
   */
  void run() throws InterruptedException;
}
