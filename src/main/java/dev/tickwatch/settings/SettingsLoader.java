package dev.tickwatch.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Lays sources over each other, whatever order they are given in: defaults, then the file, then
 * environment variables, then flags, then short forms; of two flags for one key the later wins. Not
 * thread-safe.
 *
 * <pre>{@code
 * LoadedSettings<ServiceSettings> loaded =
 *     SettingsLoader.of(ServiceSettings.class)
 *         .file(Path.of("tickwatch.yaml"))
 *         .environment(System.getenv())
 *         .flag("--set", "scoring.batch-size=64")
 *         .load();
 * }</pre>
 *
 * @param <T> the root record, whose components carry {@link Setting}
 */
public final class SettingsLoader<T extends Record> {
  /** Variables with our prefix that are others' business: the start script's, and Kubernetes'. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "TICKWATCH_(OPTS|HOME|CONFIG|(.*_)?SERVICE_(HOST|PORT(_.*)?)|(.*_)?PORT(_\\d+_(TCP|UDP).*)?)");

  private final Class<T> root;
  private final SettingSchema schema;

  /** Of all keys that a file may have; this root need not use each of them. */
  private SettingSchema known;

  private final List<Assignment> assignments = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private final WinningAssignments winning = new WinningAssignments();

  /** Flags by the key that they stand for. */
  private final Map<String, String> shortForms = new TreeMap<>();

  private SettingsLoader(Class<T> root) {
    this.root = root;
    this.schema = SettingSchema.of(root);
    this.known = schema;
  }

  /** What a record is when nothing is set. */
  public static <T extends Record> T defaults(Class<T> root) {
    return of(root).load().settings();
  }

  /** Nothing set yet. */
  public static <T extends Record> SettingsLoader<T> of(Class<T> root) {
    return new SettingsLoader<>(root);
  }

  /**
   * Knows the keys of a larger root too, so that the two can share a file: one that is not of this
   * root is passed over there.
   */
  public SettingsLoader<T> sharingFilesWith(Class<? extends Record> larger) {
    known = SettingSchema.of(larger);
    return this;
  }

  /** Adds a YAML file; its mistakes are reported by {@link #load}. */
  public SettingsLoader<T> file(Path file) {
    try {
      assignments.addAll(YamlSettings.read(file));
    } catch (SettingsException e) {
      mistakes.addAll(e.mistakes());
    }
    return this;
  }

  /**
   * Adds the variables that begin with {@code TICKWATCH_}; an empty one counts as not set. Those
   * that Kubernetes adds for a service named tickwatch are ignored.
   */
  public SettingsLoader<T> environment(Map<String, String> variables) {
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(SettingKey.ENVIRONMENT_PREFIX) && !text.isEmpty()) {
                variable(name, text);
              }
            });
    return this;
  }

  private void variable(String name, String text) {
    Optional<String> key = schema.keyOfVariable(name);
    if (key.isPresent()) {
      assignments.add(new Assignment(key.get(), text, Origin.environment(name)));
    } else if (!NOT_OURS.matcher(name).matches()) {
      List<String> known =
          schema.keys().values().stream().map(SettingKey::environmentName).toList();
      mistakes.add(
          "environment variable "
              + Excerpt.of(name)
              + " is not a setting"
              + NearestName.of(name, known).map(k -> "; did you mean " + k + "?").orElse(""));
    }
  }

  /**
   * Adds {@code key=value}.
   *
   * @param flag as the user wrote it, for messages
   */
  public SettingsLoader<T> flag(String flag, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      mistakes.add(flag + " must be key=value, not '" + Excerpt.of(assignment) + "'");
      return this;
    }
    return flag(flag, assignment.substring(0, equals), assignment.substring(equals + 1));
  }

  /** Adds a flag of its own for one key. */
  public SettingsLoader<T> flag(String flag, String key, String value) {
    assignments.add(new Assignment(key, value, Origin.flag(flag)));
    return this;
  }

  /**
   * Adds a flag that stands for one key, and wins over all others. What it may be is checked by the
   * record alone; messages name the flag instead of the key.
   */
  public SettingsLoader<T> shortForm(String flag, String key, String value) {
    assignments.add(new Assignment(key, value, Origin.shortForm(flag)));
    shortForms.put(key, flag);
    return this;
  }

  /**
   * Checks everything and builds the records.
   *
   * @throws SettingsException with a line for every mistake
   */
  public LoadedSettings<T> load() {
    assignments.forEach(this::admit);
    Optional<Record> built = new RecordBuilder(schema, winning, shortForms, mistakes).build(root);
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return new LoadedSettings<>(root.cast(built.orElseThrow()), effective());
  }

  private void admit(Assignment next) {
    if (!schema.knows(next.key())) {
      if (!known.knows(next.key())) {
        mistakes.add(known.unknown(next.key(), next.origin()));
      } else if (!next.origin().isFile()) {
        mistakes.add(next.key() + " (" + next.origin() + ") is not used by this command");
      }
      return;
    }
    winning.add(next);
  }

  private List<LoadedSettings.Effective> effective() {
    List<LoadedSettings.Effective> all = new ArrayList<>();
    for (SettingKey map : schema.freeMaps()) {
      winning.in(map).stream().map(SettingsLoader::shown).forEach(all::add);
    }
    schema.keys().values().forEach(key -> all.add(shown(winning.of(key))));
    return all;
  }

  private static LoadedSettings.Effective shown(Assignment winner) {
    return new LoadedSettings.Effective(
        winner.key(), Secrets.shown(winner.key(), winner.text()), winner.origin());
  }
}
