package dev.tickwatch.detect.statistic;

/** No ticks of a symbol while others go on. It has no value: a symbol is silent, or it is not. */
public final class Silence extends Statistic {
  /** The only one. */
  public static final Silence INSTANCE = new Silence();

  private Silence() {
    super("silence", Aspect.GAP, 1, "silence");
  }
}
