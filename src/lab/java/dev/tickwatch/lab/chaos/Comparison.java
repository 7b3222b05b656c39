package dev.tickwatch.lab.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the records of topics with those that must be there. */
final class Comparison {
  private static final int MOST_EXAMPLES = 10;

  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final List<String> examples = new ArrayList<>();
  private long records;
  private long missing;
  private long duplicate;
  private long outOfOrder;
  private long wrong;

  private Comparison() {}

  /** What must be there of one group, and what was seen. */
  private static final class Group {
    private final List<OutputRecord> expected = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int furthest = -1;
  }

  /** Compares the records of every topic, and the order of the models that made them. */
  static Map<Output, Verdict> of(Expectation expected, CommittedOutput seen, TrialModels models) {
    Map<Output, Verdict> verdicts = new EnumMap<>(Output.class);
    for (Output one : Output.values()) {
      verdicts.put(one, of(one, expected, seen, models));
    }
    return verdicts;
  }

  private static Verdict of(
      Output one, Expectation expected, CommittedOutput seen, TrialModels models) {
    List<OutputRecord> records = seen.records(one);
    Verdict verdict = of(expected.records(one), records);
    int unreadable = seen.unreadable(one);
    if (unreadable > 0) {
      String example = "wrong: " + unreadable + " records of " + one + " cannot be read";
      verdict = verdict.and(new Verdict(unreadable, 0, 0, 0, unreadable, List.of(example)));
    }
    return one == Output.SCORES || one == Output.FORECASTS
        ? verdict.and(versionsInOrder(models.versions(), records))
        : verdict;
  }

  /**
   * Compares.
   *
   * @param expected in order within each group
   * @param actual in the order in which they came
   */
  static Verdict of(List<OutputRecord> expected, List<OutputRecord> actual) {
    Comparison comparison = new Comparison();
    for (OutputRecord record : expected) {
      Group group = comparison.groups.computeIfAbsent(record.group(), name -> new Group());
      Integer before = group.places.put(record.id(), group.expected.size());
      if (before != null) {
        throw new IllegalStateException("two records are expected as " + record);
      }
      group.expected.add(record);
    }
    actual.forEach(comparison::see);
    comparison.groups.values().forEach(comparison::miss);
    return new Verdict(
        comparison.records,
        comparison.missing,
        comparison.duplicate,
        comparison.outOfOrder,
        comparison.wrong,
        comparison.examples);
  }

  private void see(OutputRecord record) {
    records++;
    Group group = groups.get(record.group());
    Integer place = group == null ? null : group.places.get(record.id());
    if (place == null) {
      wrong++;
      tell("not expected", record);
      return;
    }
    if (!group.seen.add(record.id())) {
      duplicate++;
      tell("duplicate", record);
      return;
    }
    if (place < group.furthest) {
      outOfOrder++;
      tell("out of order", record);
    }
    group.furthest = Math.max(group.furthest, place);
    OutputRecord expected = group.expected.get(place);
    if (!record.content().equals(expected.content())) {
      wrong++;
      if (examples.size() < MOST_EXAMPLES) {
        String model = record.modelVersion().isEmpty() ? "" : " of model " + record.modelVersion();
        tell("wrong", record, model + ": " + record.differencesFrom(expected));
      }
    }
  }

  private void miss(Group group) {
    for (OutputRecord record : group.expected) {
      if (!group.seen.contains(record.id())) {
        missing++;
        tell("missing", record);
      }
    }
  }

  private void tell(String what, OutputRecord record) {
    tell(what, record, "");
  }

  private void tell(String what, OutputRecord record, String how) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(
          "%s: %s of %s, %s%s".formatted(what, record.output(), record.group(), record.id(), how));
    }
  }

  /**
   * Checks that the versions of a symbol's records follow each other as the models did, none coming
   * back.
   *
   * @param versions in the order in which they were put in use
   * @param actual in the order in which they came
   */
  static Verdict versionsInOrder(List<String> versions, List<OutputRecord> actual) {
    Map<String, Integer> latest = new HashMap<>();
    List<String> examples = new ArrayList<>();
    for (OutputRecord record : actual) {
      if (record.modelVersion().isEmpty()) {
        continue; // in warm-up
      }
      int version = versions.indexOf(record.modelVersion());
      int before = latest.merge(record.group(), version, Math::max);
      if (version < before || version < 0) {
        examples.add(
            "model version %s of %s, %s"
                .formatted(record.modelVersion(), record.group(), record.id()));
      }
    }
    return new Verdict(0, 0, 0, 0, examples.size(), examples);
  }
}
