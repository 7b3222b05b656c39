package dev.tickwatch.market.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The exchanges that have a calendar file beside this class, {@code NAME.yaml}: the files are the
 * list of them. Each calendar is built on first use.
 */
final class Exchanges {
  private static final String SUFFIX = ".yaml";

  /** Of all exchanges, sorted. */
  static final List<String> NAMES = names();

  private static final Map<String, ExchangeCalendar> CALENDARS = new ConcurrentHashMap<>();

  private Exchanges() {}

  /** The calendar of that name; always the same one. Empty where there is no such file. */
  static Optional<ExchangeCalendar> named(String name) {
    return NAMES.contains(name)
        ? Optional.of(
            CALENDARS.computeIfAbsent(name, known -> new ExchangeCalendar(known, file(known))))
        : Optional.empty();
  }

  /** The name of an exchange and what is traded there, for people. */
  static String described(String name) {
    return name + " (" + file(name).trades() + ")";
  }

  private static CalendarFile file(String name) {
    return CalendarFile.read(name + SUFFIX);
  }

  /** This class lies in a jar, or in a directory of classes while it is developed. */
  private static List<String> names() {
    try {
      Path home =
          Path.of(Exchanges.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        return names(home);
      }
      try (FileSystem jar = FileSystems.newFileSystem(home)) {
        return names(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("calendar files cannot be listed", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("calendar files cannot be listed", e);
    }
  }

  private static List<String> names(Path home) throws IOException {
    try (Stream<Path> files =
        Files.list(home.resolve(Exchanges.class.getPackageName().replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }
}
