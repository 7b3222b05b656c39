package dev.tickwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.cli.TickwatchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README, the pages below {@code docs/} and the changelog say, against what is there. */
class DocumentsTest {
  private static final Path README = Path.of("README.md");
  private static final Path DECISIONS = Path.of("docs", "adr");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CODE = Pattern.compile("(?s)```\\w*\\n(.*?)```|`([^`]+)`");

  /** Up to what ends a command in a shell, in a sentence or in a picture. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|[\\s/$])tickwatch ([a-z](?:(?!, )[^\\n|;&#…>║])*)");

  private static final Pattern SETTING =
      Pattern.compile("(?:`|--set )([a-z]+(?:\\.[a-z][a-z-]*)+)[`=]");

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readString(README).split("\\s+", -1)).hasSizeLessThan(1000);
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : matches(LINK, Files.readString(page))) {
        if (!link.group(1).startsWith("http") && !leadsSomewhere(page, link.group(1))) {
          broken.add(page + " -> " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1
        || matches(HEADING, Files.readString(target)).stream()
            .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  @Test
  void commandsAndTheirFlagsExist() throws IOException {
    Set<String> commands = new TreeSet<>();
    for (Path page : pages()) {
      for (MatchResult code : matches(CODE, Files.readString(page))) {
        String text = code.group(1) == null ? code.group(2) : code.group(1);
        text = text.replaceAll("\\\\\\n\\s*", "").replace("$tickwatch", "tickwatch");
        matches(COMMAND, text).forEach(command -> commands.add(command.group(1).strip()));
      }
    }

    assertThat(commands)
        .hasSizeGreaterThan(20)
        .allSatisfy(command -> assertThat(problemOf(command)).isEmpty());
  }

  /** Why a command line would be refused, apart from flags that it leaves out. */
  private static Optional<String> problemOf(String line) {
    String[] words = line.split("\\s+", -1);
    Optional<CommandLine> command =
        ServiceLoader.load(TickwatchCommand.class).stream()
            .map(found -> new CommandLine(found.get()).setCaseInsensitiveEnumValuesAllowed(true))
            .filter(found -> found.getCommandName().equals(words[0]))
            .findAny();
    if (command.isEmpty()) {
      return Optional.of("no such command");
    }
    for (String word : words) {
      if (word.startsWith("--")
          && command.get().getCommandSpec().findOption(word.replaceFirst("=.*", "")) == null) {
        return Optional.of("no flag " + word);
      }
    }
    try {
      command.get().parseArgs(Arrays.copyOfRange(words, 1, words.length));
      return Optional.empty();
    } catch (CommandLine.MissingParameterException shortened) {
      return Optional.empty();
    } catch (CommandLine.ParameterException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  @Test
  void settingsThatAreNamedExist() throws IOException {
    String reference = Files.readString(Path.of("docs", "settings.md"));
    Set<String> sections = new TreeSet<>();
    matches(HEADING, reference).forEach(heading -> sections.add(heading.group(1)));
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult setting : matches(SETTING, Files.readString(page))) {
        String key = setting.group(1);
        if (sections.contains(key.substring(0, key.lastIndexOf('.')))
            && !key.startsWith("kafka.")
            && !sections.contains(key)
            && !reference.contains("| `" + key + "` |")) {
          unknown.add(page + ": " + key);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void decisionsArePagesWithDateAndStatusAndInTheIndex() throws IOException {
    String index = Files.readString(DECISIONS.resolve("README.md"));
    Pattern head =
        Pattern.compile("# (\\d+)\\. (.+)\\n\\nDate: (\\d{4}-\\d\\d-\\d\\d)\\. Status: (\\w+)");
    for (Path page : pages()) {
      if (page.startsWith(DECISIONS) && !page.endsWith("README.md")) {
        Matcher matcher = head.matcher(Files.readString(page));
        assertThat(matcher.lookingAt()).as("%s begins with title, date, status", page).isTrue();
        assertThat(Files.readAllLines(page)).as("%s is a page", page).hasSizeLessThanOrEqualTo(60);
        assertThat(index)
            .contains(
                "| %s | [%s](%s) | %s | %s"
                    .formatted(
                        matcher.group(1),
                        matcher.group(2),
                        page.getFileName(),
                        matcher.group(3),
                        matcher.group(4)));
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(README, Path.of("CHANGELOG.md")),
              files.filter(file -> file.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }
}
