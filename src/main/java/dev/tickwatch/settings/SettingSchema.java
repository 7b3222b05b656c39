package dev.tickwatch.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All keys of a root settings record, in the order of its components. */
final class SettingSchema {
  private final Map<String, SettingKey> keys = new LinkedHashMap<>();
  private final Map<String, String> sections = new LinkedHashMap<>();
  private final List<SettingKey> freeMaps = new ArrayList<>();

  private SettingSchema() {}

  static SettingSchema of(Class<? extends Record> root) {
    SettingSchema schema = new SettingSchema();
    schema.collect(root, "");
    return schema;
  }

  private void collect(Class<?> record, String prefix) {
    for (RecordComponent component : record.getRecordComponents()) {
      String key = prefix + kebab(component.getName());
      if (hasSettings(component.getType())) {
        about(component).ifPresent(setting -> sections.put(key, setting.value()));
        collect(component.getType(), prefixWithin(component, prefix));
        continue;
      }
      Setting setting = documented(component);
      SettingKey entry = new SettingKey(key, component.getGenericType(), setting);
      if (entry.isFreeMap()) {
        sections.put(key, setting.value());
        freeMaps.add(entry);
      } else {
        keys.put(key, entry);
      }
    }
  }

  private static Setting documented(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(
          component.getDeclaringRecord().getName() + "." + component.getName() + ": no @Setting");
    }
    return setting;
  }

  /** Whether a type is a record with settings of its own. */
  static boolean hasSettings(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .anyMatch(
                component ->
                    component.isAnnotationPresent(Setting.class)
                        || hasSettings(component.getType()));
  }

  /** What the keys of a component's record begin with: those of a section of its own, or not. */
  static String prefixWithin(RecordComponent component, String prefix) {
    return about(component).isPresent() ? prefix + kebab(component.getName()) + "." : prefix;
  }

  /** What makes a component a section: said on it, or on its type. */
  private static Optional<Setting> about(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Setting.class))
        .or(() -> Optional.ofNullable(component.getType().getAnnotation(Setting.class)));
  }

  /** {@code batchSize} as {@code batch-size}. */
  static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Every key that is one value. */
  Map<String, SettingKey> keys() {
    return keys;
  }

  /** Documentation of each section, free maps among them, by its key. */
  Map<String, String> sections() {
    return sections;
  }

  List<SettingKey> freeMaps() {
    return freeMaps;
  }

  /** The free map that a key belongs to. */
  Optional<SettingKey> freeMapOf(String key) {
    return freeMaps.stream().filter(map -> key.startsWith(map.key() + ".")).findFirst();
  }

  boolean knows(String key) {
    return keys.containsKey(key) || freeMapOf(key).isPresent();
  }

  /**
   * The key that an environment variable sets. Below a free map an underscore is a dot ({@code
   * TICKWATCH_KAFKA_BOOTSTRAP_SERVERS}).
   */
  Optional<String> keyOfVariable(String variable) {
    Optional<String> exact =
        keys.values().stream()
            .filter(k -> k.environmentName().equals(variable))
            .map(SettingKey::key)
            .findFirst();
    return exact.or(
        () ->
            freeMaps.stream()
                .filter(map -> variable.startsWith(map.environmentName() + "_"))
                .map(map -> map.key() + "." + dotted(map, variable))
                .findFirst());
  }

  private static String dotted(SettingKey map, String variable) {
    return variable
        .substring(map.environmentName().length() + 1)
        .toLowerCase(Locale.ROOT)
        .replace('_', '.');
  }

  /** What is wrong with a key that is not known, with the nearest that is. */
  String unknown(String key, Origin origin) {
    String where = Excerpt.of(key) + " (" + origin + ")";
    if (sections.containsKey(key)) {
      return where + " is a section of settings; a value cannot be set to it";
    }
    return where
        + " is not a setting"
        + NearestName.of(key, keys.keySet()).map(k -> "; did you mean " + k + "?").orElse("");
  }
}
