package dev.tickwatch.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * All that there is to say of a setting, on the component of the record that uses it: schema,
 * reader, reference and command line take it from here.
 *
 * <p>A component whose type is a record with settings of its own is a section; what the section is
 * about is said on the component, or once for all on that record. Where it is said on neither, the
 * record's settings belong to the section that the component stands in. A {@code Map<String,
 * String>} takes every key below it; anything else is one value.
 *
 * <p>Bounds are of what a user may write. A record's constructor checks what the record needs, and
 * what must go together.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Setting {

  /** What it does, in a sentence; of a section, what it is about. */
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
