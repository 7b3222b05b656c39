package dev.tickwatch.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which values must not be shown. */
public final class Secrets {
  private static final String MASK = "********";
  private static final Pattern SECRET =
      Pattern.compile(
          "password|secret|jaas|token(?!.*\\.url)|credential|user\\.info|keystore\\.key$");

  private Secrets() {}

  /** The text, or a mask where the key names a secret. */
  public static String shown(String key, String text) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find() && !text.isEmpty() ? MASK : text;
  }
}
