package dev.tickwatch.io.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** One version of a model, as bytes. Immutable. */
public final class ModelArtifact {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int HASH_DIGITS = 12;

  private final String name;
  private final String version;
  private final byte[] onnx;

  /**
   * @param name what the model is for; letters, digits, dot, dash, underscore, at most 128
   * @param version which of the models of that name; the same alphabet
   * @param onnx an ONNX file; copied
   * @throws IllegalArgumentException when name or version has other characters
   */
  public ModelArtifact(String name, String version, byte[] onnx) {
    this.name = checked("model name", name);
    this.version = checked("model version", version);
    this.onnx = onnx.clone();
  }

  /**
   * A model whose version is not stated: the first digits of its SHA-256.
   *
   * @param onnx copied
   */
  static ModelArtifact unversioned(String name, byte[] onnx) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(onnx);
      String digits = HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
      return new ModelArtifact(name, "sha256-" + digits, onnx);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }

  /**
   * A name as file names and topic keys take it.
   *
   * @throws IllegalArgumentException when it has other characters
   */
  static String checked(String what, String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          what + " '" + text + "' must be letters, digits, '.', '-' and '_', at most 128");
    }
    return text;
  }

  /** What the model is for. */
  public String name() {
    return name;
  }

  /** Which of the models of that name, within its catalog. */
  public String version() {
    return version;
  }

  /** A copy of the ONNX file's bytes. */
  public byte[] onnx() {
    return onnx.clone();
  }

  /** Size of the ONNX file. */
  public int bytes() {
    return onnx.length;
  }

  /** Such as {@code default 20131128T101500-3fa9c1}. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
