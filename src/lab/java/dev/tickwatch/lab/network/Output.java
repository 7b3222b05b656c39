package dev.tickwatch.lab.network;

/**
 * The name of an array that a network gives, and how the export's self-check measures it. Declared
 * once, as a constant of the network; {@link Outputs} holds what it is. Two of one name are equal
 * only if they are the same object.
 */
public final class Output {

  /** Evidence lower bound, nats; {@code [B]}. */
  public static final Output ELBO = of("elbo");

  /** Expected log likelihood of the input, nats; {@code [B]}. */
  public static final Output RECONSTRUCTION = of("reconstruction");

  /** KL(q(z|x) || N(0, I)), nats; {@code [B]}. */
  public static final Output KL = of("kl");

  /** The same by latent dimension, for training; {@code [B, D]}. */
  public static final Output KL_BY_DIMENSION = inner("kl_by_dimension");

  /** The posterior's mean, for people; {@code [B, D]}. */
  public static final Output LATENT = inner("latent");

  private static final float[] ONE = {1};

  private final String name;
  private final boolean exported;
  private final boolean residual;
  private final Output scale;

  private Output(String name, boolean exported, boolean residual, Output scale) {
    this.name = name;
    this.exported = exported;
    this.residual = residual;
    this.scale = scale;
  }

  /** An output whose differences are measured by its own typical size. */
  public static Output of(String name) {
    return new Output(name, true, false, null);
  }

  /** A residual: it is in scales of its prediction already, and is measured by 1. */
  public static Output residual(String name) {
    return new Output(name, true, true, null);
  }

  /** A location: one near zero is measured by the width of its distribution. */
  public static Output location(String name, Output scale) {
    return new Output(name, true, false, scale);
  }

  /** What training or a report asks of the network, but no file holds. */
  public static Output inner(String name) {
    return new Output(name, false, false, null);
  }

  /** In snake case, unique in a network. */
  public String name() {
    return name;
  }

  /** Whether the file gives it. */
  public boolean exported() {
    return exported;
  }

  /** The values whose root mean square is the unit of differences. */
  public float[] unit(Outputs<float[]> of) {
    return residual ? ONE : of.get(scale == null ? this : scale);
  }

  @Override
  public String toString() {
    return name;
  }
}
