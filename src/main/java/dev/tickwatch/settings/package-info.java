/**
 * Settings from a YAML file, environment variables and flags, bound to records.
 *
 * <p>A component of a settings record carries a {@link dev.tickwatch.settings.Setting}: its one
 * documentation, its default and its bounds. Such records stand beside what they configure, all
 * over the code. {@link dev.tickwatch.settings.SettingSchema} reads them off the records; {@link
 * dev.tickwatch.settings.SettingsLoader} lays the sources over each other (defaults, then file,
 * then environment, then flags, then flags that stand for one key), reports every mistake at once
 * with its key, its value and where it came from, and builds the records; {@link
 * dev.tickwatch.settings.SettingsReference} writes the reference of all keys. Knows no particular
 * setting.
 */
package dev.tickwatch.settings;
