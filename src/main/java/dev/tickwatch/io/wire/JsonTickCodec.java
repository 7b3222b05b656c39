package dev.tickwatch.io.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwatch.market.tick.Tick;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ticks as JSON objects with configurable names. Fields that are not named are ignored. Reads what
 * it can into a {@link Tick} and leaves judging the values to {@link
 * dev.tickwatch.market.tick.TickCheck}: an absent price is NaN, an absent symbol null. Writes no
 * field for an absent high, low, bid, ask, exchange or conditions.
 */
final class JsonTickCodec implements Codec<Tick> {
  private final EventTimes times;
  private final Path symbol;
  private final Path time;
  private final Path price;
  private final Path size;
  private final Path high;
  private final Path low;
  private final Path bid;
  private final Path ask;
  private final Path exchange;
  private final Path conditions;

  JsonTickCodec(TickFields fields, EventTimes times) {
    this.times = times;
    this.symbol = Path.of(fields.symbol());
    this.time = Path.of(fields.time());
    this.price = Path.of(fields.price());
    this.size = Path.of(fields.size());
    this.high = Path.of(fields.high());
    this.low = Path.of(fields.low());
    this.bid = Path.of(fields.bid());
    this.ask = Path.of(fields.ask());
    this.exchange = Path.of(fields.exchange());
    this.conditions = Path.of(fields.conditions());
  }

  @Override
  public byte[] encode(Tick tick) {
    JsonNodeFactory values = JsonNodeFactory.instance;
    ObjectNode root = values.objectNode();
    put(root, symbol, values.textNode(tick.symbol()));
    put(root, time, values.textNode(EventTimes.format(tick.eventTimeMicros())));
    put(root, price, values.numberNode(tick.price()));
    put(root, size, values.numberNode(tick.size()));
    putUnlessNaN(root, high, tick.high());
    putUnlessNaN(root, low, tick.low());
    putUnlessNaN(root, bid, tick.bid());
    putUnlessNaN(root, ask, tick.ask());
    if (tick.exchange() != null) {
      put(root, exchange, values.textNode(tick.exchange()));
    }
    if (tick.conditions() != null) {
      put(root, conditions, values.textNode(tick.conditions()));
    }
    return JsonText.write(root);
  }

  @Override
  public Tick decode(byte[] bytes) {
    JsonNode root = JsonText.object(bytes, "tick");
    return new Tick(
        text(root, symbol),
        micros(root),
        number(root, price),
        size == null ? 1 : number(root, size),
        number(root, high),
        number(root, low),
        number(root, bid),
        number(root, ask),
        text(root, exchange),
        text(root, conditions));
  }

  private long micros(JsonNode root) {
    JsonNode node = find(root, time);
    if (node == null) {
      throw new MalformedRecordException("field '" + time.name + "' is missing");
    }
    try {
      if (node.isIntegralNumber() && node.canConvertToLong()) {
        return times.unit().toMicros(node.longValue());
      }
      if (node.isTextual()) {
        return times.micros(node.textValue());
      }
      if (node.isNumber() && Double.isFinite(node.doubleValue())) {
        return times.unit().toMicros(node.decimalValue());
      }
      throw MalformedRecordException.field(time.name, JsonText.shown(node), "a time");
    } catch (DateTimeException | ArithmeticException e) {
      throw MalformedRecordException.field(
          time.name,
          JsonText.shown(node),
          "an ISO-8601 time with offset or a time since the epoch");
    }
  }

  private static double number(JsonNode root, Path path) {
    JsonNode node = find(root, path);
    if (node == null) {
      return Double.NaN;
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isTextual()) {
      String text = node.textValue();
      try {
        return text.isBlank() ? Double.NaN : NumberText.parse(text);
      } catch (NumberFormatException e) {
        throw MalformedRecordException.field(path.name, text, "a number");
      }
    }
    throw MalformedRecordException.field(path.name, JsonText.shown(node), "a number");
  }

  private static String text(JsonNode root, Path path) {
    JsonNode node = find(root, path);
    if (node == null) {
      return null;
    }
    if (node.isArray()) {
      List<String> parts = new ArrayList<>(node.size());
      node.forEach(part -> parts.add(scalar(part, path)));
      return String.join(",", parts);
    }
    return scalar(node, path);
  }

  private static String scalar(JsonNode node, Path path) {
    if (node.isTextual() || node.isNumber()) {
      return node.asText();
    }
    throw MalformedRecordException.field(path.name, JsonText.shown(node), "text");
  }

  /** The node at a path, or null when there is none or it is null. */
  private static JsonNode find(JsonNode root, Path path) {
    if (path == null) {
      return null;
    }
    JsonNode node = root;
    for (String part : path.parts) {
      node = node.get(part);
      if (node == null) {
        return null;
      }
    }
    return node.isNull() ? null : node;
  }

  private static void putUnlessNaN(ObjectNode root, Path path, double value) {
    if (!Double.isNaN(value)) {
      put(root, path, JsonNodeFactory.instance.numberNode(value));
    }
  }

  private static void put(ObjectNode root, Path path, JsonNode value) {
    if (path == null) {
      return;
    }
    ObjectNode parent = root;
    int last = path.parts.size() - 1;
    for (String part : path.parts.subList(0, last)) {
      parent = parent.withObjectProperty(part);
    }
    parent.set(path.parts.get(last), value);
  }

  /** Where a field is: its configured name, and that name's parts from the outermost. */
  private record Path(String name, List<String> parts) {
    static Path of(String name) {
      return name == null ? null : new Path(name, List.of(name.split("\\.", -1)));
    }
  }
}
