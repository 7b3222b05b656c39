package dev.tickwatch.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a record, and those that lie in it, from the texts of their settings. */
final class RecordBuilder {
  private final SettingSchema schema;
  private final WinningAssignments winning;
  private final Map<String, String> shortForms;
  private final List<String> mistakes;

  /**
   * @param schema of the record
   * @param shortForms flags by the key that they stand for
   * @param mistakes takes a line for each that is found
   */
  RecordBuilder(
      SettingSchema schema,
      WinningAssignments winning,
      Map<String, String> shortForms,
      List<String> mistakes) {
    this.schema = schema;
    this.winning = winning;
    this.shortForms = shortForms;
    this.mistakes = mistakes;
  }

  /** The record; empty where one of its values was refused. */
  Optional<Record> build(Class<? extends Record> root) {
    return section(root, "");
  }

  private Optional<Record> section(Class<?> type, String prefix) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(components[i], prefix).orElse(null);
    }
    return Arrays.asList(values).contains(null) ? Optional.empty() : construct(type, values);
  }

  private Optional<?> component(RecordComponent component, String prefix) {
    if (SettingSchema.hasSettings(component.getType())) {
      return section(component.getType(), SettingSchema.prefixWithin(component, prefix));
    }
    String key = prefix + SettingSchema.kebab(component.getName());
    SettingKey single = schema.keys().get(key);
    return single == null ? Optional.of(winning.below(key)) : value(single);
  }

  private Optional<Object> value(SettingKey key) {
    Assignment winner = winning.of(key);
    if (winner.origin().isShortForm()) {
      return shortFormValue(key, winner.text());
    }
    try {
      return Optional.of(key.read(winner.text()));
    } catch (IllegalArgumentException e) {
      mistakes.add(
          "%s is '%s' (%s); must be %s"
              .formatted(key.key(), Excerpt.of(winner.text()), winner.origin(), e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Object> shortFormValue(SettingKey key, String text) {
    try {
      return Optional.of(key.readUnbounded(text));
    } catch (IllegalArgumentException e) {
      mistakes.add(
          "%s '%s' is not %s"
              .formatted(shortForms.get(key.key()), Excerpt.of(text), e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Record> construct(Class<?> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      return Optional.of((Record) canonical.newInstance(values));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        mistakes.add(inFlags(refused.getMessage()));
        return Optional.empty();
      }
      throw new IllegalStateException("settings record " + type.getName() + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("settings record " + type.getName() + " is not public", e);
    }
  }

  /** A record knows its keys; who gave a short form knows that. */
  private String inFlags(String message) {
    String told = message;
    for (Map.Entry<String, String> form : shortForms.entrySet()) {
      told = told.replace(form.getKey(), form.getValue());
    }
    return told;
  }
}
