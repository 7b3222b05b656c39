package dev.tickwatch.app.web;

import java.util.List;

/** Supplies the spans to show; asked about once a second. Thread-safe. */
@FunctionalInterface
public interface Annotations {

  /** No spans. */
  Annotations NONE = List::of;

  /** All spans known now. */
  List<Annotation> current();
}
