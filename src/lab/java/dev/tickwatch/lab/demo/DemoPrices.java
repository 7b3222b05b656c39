package dev.tickwatch.lab.demo;

import dev.tickwatch.market.tick.Tick;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Real prices that the artifact {@code org.ta4j:ta4j-examples} carries (MIT licence). */
final class DemoPrices {
  static final String BITCOIN = "BTCUSD";

  private static final String TRADES = "/bitstamp_trades_from_20131125_usd.csv";

  private DemoPrices() {}

  /** Every trade of Bitstamp's BTC/USD from 2013-11-25 to 2013-12-01, about 100,000. */
  static List<Tick> bitcoinTrades() {
    return read(
        TRADES,
        row ->
            Tick.of(
                BITCOIN,
                Long.parseLong(row.get("timestamp")) * 1_000_000,
                Double.parseDouble(row.get("price")),
                Double.parseDouble(row.get("amount"))));
  }

  private static List<Tick> read(String resource, Function<CSVRecord, Tick> toTick) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream in = DemoPrices.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "the demonstration's prices are not here: org.ta4j:ta4j-examples is part of the lab, which is not on the"
                + " class path");
      }
      Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<Tick> ticks = new ArrayList<>();
      try (CSVParser rows = CSVParser.parse(reader, format)) {
        for (CSVRecord row : rows) {
          ticks.add(toTick.apply(row));
        }
      }
      return ticks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
