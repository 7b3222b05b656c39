package dev.tickwatch.settings;

/** Writes the reference of all settings as Markdown. */
public final class SettingsReference {
  private SettingsReference() {}

  /**
   * One table for each section: key, environment variable, type, default, allowed values, and what
   * it does.
   */
  public static String markdown(Class<? extends Record> root) {
    SettingSchema schema = SettingSchema.of(root);
    StringBuilder text = new StringBuilder();
    schema
        .sections()
        .forEach(
            (section, doc) -> {
              text.append("## ").append(section).append("\n\n").append(doc).append("\n\n");
              schema.freeMaps().stream()
                  .filter(map -> map.key().equals(section))
                  .forEach(map -> freeMap(map, text));
              table(schema, section, text);
            });
    return text.toString().stripTrailing() + "\n";
  }

  private static final ClassValue<SettingSchema> SCHEMAS =
      new ClassValue<>() {
        @Override
        protected SettingSchema computeValue(Class<?> root) {
          return SettingSchema.of(root.asSubclass(Record.class));
        }
      };

  /**
   * One setting of a root, for the help of a flag that stands for it.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  public static Entry entry(Class<? extends Record> root, String key) {
    SettingKey found = SCHEMAS.get(root).keys().get(key);
    if (found == null) {
      throw new IllegalArgumentException(key + " is no setting of " + root.getName());
    }
    return new Entry(
        ValueReader.valueClass(found.type()), found.setting().value(), found.setting().byDefault());
  }

  /**
   * What the reference says of a setting.
   *
   * @param type of its value
   * @param words what it does
   * @param byDefault as it would be written; empty for none
   */
  public record Entry(Class<?> type, String words, String byDefault) {}

  private static void freeMap(SettingKey map, StringBuilder text) {
    text.append("| key | environment variable | type |\n|---|---|---|\n| `")
        .append(map.key())
        .append(".NAME` | `")
        .append(map.environmentName())
        .append("_NAME`, dots as underscores | text |\n\n");
  }

  private static void table(SettingSchema schema, String section, StringBuilder text) {
    var keys = schema.keys().values().stream().filter(key -> directlyIn(section, key)).toList();
    if (keys.isEmpty()) {
      return;
    }
    text.append("| key | environment variable | type | default | allowed | what it does |\n");
    text.append("|---|---|---|---|---|---|\n");
    keys.forEach(key -> row(key, text));
    text.append('\n');
  }

  private static boolean directlyIn(String section, SettingKey key) {
    return key.key().startsWith(section + ".") && key.key().indexOf('.', section.length() + 1) < 0;
  }

  private static void row(SettingKey key, StringBuilder text) {
    String byDefault = key.setting().byDefault();
    text.append("| `").append(key.key());
    text.append("` | `").append(key.environmentName());
    text.append("` | ").append(key.typeName());
    text.append(" | ").append(byDefault.isEmpty() ? "none" : "`" + byDefault + "`");
    text.append(" | ").append(key.expected().replace("|", "\\|"));
    text.append(" | ").append(key.setting().value().replace("|", "\\|")).append(" |\n");
  }
}
