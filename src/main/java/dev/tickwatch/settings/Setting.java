package dev.tickwatch.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents one component of a settings record. A component whose type is a record with settings of
 * its own is a section; a {@code Map<String, String>} takes every key below it; anything else is
 * one value.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** What it does, in a sentence. */
  String value();

  /** The value when no source sets it, as it would be written; empty for none. */
  String byDefault() default "";

  /** Smallest allowed value, as it would be written; empty for none. */
  String min() default "";

  /** Largest allowed value, as it would be written; empty for none. */
  String max() default "";

  /** A regular expression that a text must match in full; needs {@link #allowed}. */
  String matching() default "";

  /** What may be written, where type and bounds do not say it. */
  String allowed() default "";
}
