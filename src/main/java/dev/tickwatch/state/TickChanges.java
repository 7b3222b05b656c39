package dev.tickwatch.state;

/** Hears which of a symbol's newest ticks change, for whoever keeps a copy of them. */
public interface TickChanges {

  /** Hears nothing. */
  TickChanges UNHEARD =
      new TickChanges() {
        @Override
        public void appended() {}

        @Override
        public void inserted(int newer) {}

        @Override
        public void scored() {}

        @Override
        public void scoresForgotten() {}
      };

  /** A tick came behind the newest. */
  void appended();

  /**
   * A tick came before newer ones.
   *
   * @param newer ticks behind it, of which the next one changes too
   */
  void inserted(int newer);

  /** The oldest pending tick was scored, and what was made of it is remembered. */
  void scored();

  /** What was made of the ticks so far is forgotten. */
  void scoresForgotten();
}
