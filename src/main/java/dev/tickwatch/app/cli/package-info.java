/**
 * The command line: reads flags, assembles settings, calls one testable method, prints one clear
 * line on a user's mistake. Picocli lives here and nowhere else.
 */
package dev.tickwatch.app.cli;
