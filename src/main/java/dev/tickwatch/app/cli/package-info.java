/**
 * The command line: reads flags, assembles settings, calls one testable method, prints one clear
 * line on a user's mistake. Picocli lives here and nowhere else.
 *
 * <p>Settings that commands share with the service come through {@link
 * dev.tickwatch.app.cli.SettingsOptions}; a {@link dev.tickwatch.app.cli.SettingFlag} is a flag
 * that stands for one of them and takes its type, words and default from it.
 */
package dev.tickwatch.app.cli;
