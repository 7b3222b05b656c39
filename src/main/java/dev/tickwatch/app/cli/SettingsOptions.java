package dev.tickwatch.app.cli;

import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The settings of a command that reads ticks without a service: the file and the assignments of
 * {@code tickwatch run}, and flags of the command's own that each stand for one setting.
 */
public final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file with settings, as run takes it; keys that this command does not use are passed"
              + " over.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One setting under ticks, detection, alerts, market, quality or forecasts; may be given"
              + " often. Wins over --config; a flag that stands for the same setting wins over"
              + " both.")
  private List<String> assignments = new ArrayList<>();

  private final List<SettingFlag> flags;
  private final Map<SettingFlag, String> given = new LinkedHashMap<>();

  /** With flags that stand for one setting each. */
  public SettingsOptions(List<SettingFlag> flags) {
    this.flags = List.copyOf(flags);
  }

  /** Called by picocli, which knows no other way to give it options that are no fields. */
  @Spec
  void addFlagsTo(CommandSpec spec) {
    flags.forEach(flag -> spec.addOption(flag.option(setter(flag))));
  }

  private ISetter setter(SettingFlag flag) {
    return new ISetter() {
      @Override
      @SuppressWarnings("unchecked") // picocli asks for the value before, of any type
      public <T> T set(T value) {
        String before = value == null ? given.remove(flag) : given.put(flag, written(value));
        return (T) before;
      }
    };
  }

  private static String written(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  /**
   * The settings.
   *
   * @throws UserError when a flag is of a wrong form
   * @throws dev.tickwatch.settings.SettingsException with a line for every other mistake
   */
  public OfflineSettings load() {
    SettingsLoader<OfflineSettings> loader =
        SettingsLoader.of(OfflineSettings.class).sharingFilesWith(ServiceSettings.class);
    if (config != null) {
      loader.file(config);
    }
    assignments.forEach(assignment -> loader.flag("--set", assignment));
    given.forEach(
        (flag, text) -> {
          flag.requireForm(text);
          loader.shortForm(flag.name(), flag.key(), text);
        });
    return loader.load().settings();
  }
}
