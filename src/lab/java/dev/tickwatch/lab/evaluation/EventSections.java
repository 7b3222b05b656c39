package dev.tickwatch.lab.evaluation;

import static dev.tickwatch.lab.harness.MarkdownPage.format;
import static dev.tickwatch.lab.harness.MarkdownPage.number;

import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Events that are known, moves of the market, and unlike data, as sections of the page. */
final class EventSections {
  private static final String EVENTS =
      """
      Looked up in the whole of each series, its earlier part and warm-up too. *Named* is what the product
      says of the data in the scores of that time (`quality`), which it judges from a symbol's first ticks
      on. *Alerted*: an alert opened or was updated; for an event of all symbols, in so many of those past
      their warm-up.

      """;

  private EventSections() {}

  static void events(MarkdownPage text, Evaluation.Events events) {
    boolean named = events.namedOtherwise() != null;
    MarkdownTable table =
        MarkdownTable.under(
            "| symbol | begin | kind | measured |" + (named ? " named |" : "") + " alerted |");
    for (EventTrial.Found event : events.found()) {
      List<String> cells = new ArrayList<>();
      cells.add(event.symbol().replace("*", "\\*"));
      cells.add(String.valueOf(event.start()));
      cells.add(event.kind().replace('_', ' '));
      cells.add(event.measured());
      if (named) {
        cells.add(names(event));
      }
      cells.add(alerted(event));
      table.row(cells);
    }
    text.section(format("Known events, %s, at 1 in %,.0f", events.dataset(), events.budget()));
    text.text(named ? EVENTS : "").table(table);
    if (named) {
      text.paragraph("Of %,d other ticks were named: %s.", events.otherTicks(), counts(events));
    }
  }

  private static String names(EventTrial.Found event) {
    return event.named() == null ? "" : String.join(", ", event.named());
  }

  private static String alerted(EventTrial.Found event) {
    if (event.symbols() > 0) {
      return format(
          "%.0f %% of %d symbols",
          100.0 * event.alertedSymbols() / event.symbols(), event.symbols());
    }
    if (event.warmingUp()) {
      return "in warm-up";
    }
    return event.alerted() ? "yes" : "**no**";
  }

  private static String counts(Evaluation.Events events) {
    return events.namedOtherwise().isEmpty()
        ? "none"
        : events.namedOtherwise().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
  }

  static void market(MarkdownPage text, MarketTrial.Result result) {
    text.section(
        format("The market: %s, at 1 in %,.0f buckets", result.dataset(), result.budget()));
    text.paragraph(
        "%d of %d known moves are covered by a market alert. %d opened, %d of them elsewhere; %.1f are granted in %,d buckets.",
        result.moves().stream().filter(MarketTrial.Move::alerted).count(),
        result.moves().size(),
        result.opened(),
        result.openedElsewhere(),
        result.granted(),
        result.buckets());
    MarkdownTable table = MarkdownTable.under("| begins | kind | measured | market alerts |");
    for (MarketTrial.Move move : result.moves()) {
      table.row(
          MarketTrial.time(move.start()),
          move.kind(),
          move.measured(),
          Integer.toString(move.alerts()));
    }
    text.table(table);
  }

  static void unlike(MarkdownPage text, UnlikeTrial.Result result) {
    text.section(
        format(
            "Unlike the training data: %s, with the model of %s",
            result.dataset(), result.modelOf()));
    text.paragraph("Alerts as a multiple of the granted ones; each symbol begins cold.");
    MarkdownTable table =
        MarkdownTable.under(
            "| symbol | ticks | first 2,000 ticks, at 1 in 500 | at 1 in 2,000 | later | |");
    for (UnlikeTrial.Row row : result.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.symbol(), format("%,d", row.ticks())));
      row.young().forEach(value -> cells.add(number("%.1f", value)));
      row.later().forEach(value -> cells.add(number("%.2f", value)));
      table.row(cells);
    }
    text.table(table);
  }
}
