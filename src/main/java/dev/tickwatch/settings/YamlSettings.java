package dev.tickwatch.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a YAML file as flat keys with the line of each. */
final class YamlSettings {
  private static final YAMLFactory YAML = new YAMLFactory();

  /** Far more than every setting with a page of comment each; YAML takes memory many times over. */
  private static final long MAX_BYTES = 1 << 20;

  /** No setting lies deeper than a few sections. */
  private static final int MAX_DEPTH = 16;

  /** The parser's message has the place of the problem; its location is that of the last token. */
  private static final Pattern MARK = Pattern.compile(", line \\d+, column \\d+");

  private final String name;
  private final YAMLParser parser;
  private final List<Assignment> found = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlSettings(String name, YAMLParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * Nested keys joined with dots; a key without value is left out.
   *
   * @throws SettingsException when there is no such file, or it is not YAML, or sets a key twice
   */
  static List<Assignment> read(Path file) {
    try (YAMLParser parser = YAML.createParser(text(file))) {
      YamlSettings settings = new YamlSettings(file.toString(), parser);
      settings.document();
      if (!settings.mistakes.isEmpty()) {
        throw new SettingsException(settings.mistakes);
      }
      return settings.found;
    } catch (NoSuchFileException e) {
      throw refused("there is no settings file " + file);
    } catch (JsonProcessingException e) {
      throw refused(syntax(file, e));
    } catch (IOException e) {
      throw refused("settings file " + file + " cannot be read: " + e);
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refused("settings file " + file + " has more than " + MAX_BYTES + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static String syntax(Path file, JsonProcessingException e) {
    String problem = "syntax error";
    String place = place(e.getLocation());
    for (String line : e.getOriginalMessage().lines().toList()) {
      Matcher mark = MARK.matcher(line);
      if (mark.find()) {
        place = mark.group();
      } else if (!line.startsWith(" ") && !line.startsWith("while ")) {
        problem = line;
      }
    }
    return file + place + ": not YAML: " + problem;
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private void document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      mistakes.add(name + ", line " + line() + ": settings must be keys with values");
      return;
    }
    section("");
  }

  private void section(String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      int line = line();
      JsonToken value = parser.nextToken();
      switch (value) {
        case START_OBJECT -> deeper(key, line);
        case START_ARRAY -> found.add(assignment(key, list(key), line));
        case VALUE_NULL -> {}
        default -> found.add(assignment(key, scalar(key), line));
      }
    }
  }

  private void deeper(String key, int line) throws IOException {
    if (parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
      throw refused(name + ", line " + line + ": more than " + MAX_DEPTH + " sections deep");
    }
    section(key + ".");
  }

  /** The parser gives an alias as text, the name of its anchor: nobody means that. */
  private String scalar(String key) throws IOException {
    if (parser.isCurrentAlias()) {
      mistakes.add(
          Excerpt.of(key) + " is an alias in " + name + ", line " + line() + ": write the value");
    }
    return parser.getText();
  }

  private Assignment assignment(String key, String text, int line) {
    Integer before = lines.putIfAbsent(key, line);
    if (before != null) {
      mistakes.add(
          Excerpt.of(key) + " is set twice in " + name + ": lines " + before + " and " + line);
    }
    return new Assignment(key, text, Origin.file(name, line));
  }

  /** Kafka writes lists with commas; so are those of the file taken. */
  private String list(String key) throws IOException {
    List<String> values = new ArrayList<>();
    int line = line();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token.isScalarValue()) {
        values.add(scalar(key));
      } else {
        mistakes.add(
            Excerpt.of(key)
                + " ("
                + Origin.file(name, line)
                + ") is a list of more than single values");
        parser.skipChildren();
      }
      token = parser.nextToken();
    }
    return String.join(",", values);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static SettingsException refused(String mistake) {
    return new SettingsException(List.of(mistake));
  }
}
