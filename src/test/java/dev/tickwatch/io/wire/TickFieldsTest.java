package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TickFieldsTest {

  @Test
  void refusesMissingNames() {
    assertThatThrownBy(() -> fields(null, "t", "p", "z"))
        .hasMessageContaining("field symbol has no");
    assertThatThrownBy(() -> fields("s", " ", "p", "z")).hasMessageContaining("field time has no");
    assertThatThrownBy(() -> fields("s", "t", "p", "")).hasMessageContaining("field size has no");
  }

  @Test
  void refusesEmptyParts() {
    assertThatThrownBy(() -> fields("s", "t", "data..p", "z"))
        .hasMessageContaining("'data..p' with an empty part");
    assertThatThrownBy(() -> fields("s", "t", "p.", "z")).hasMessageContaining("empty part");
  }

  @Test
  void refusesNamesThatClash() {
    assertThatThrownBy(() -> fields("s", "t", "t", "z")).hasMessageContaining("clashes with 't'");
    assertThatThrownBy(() -> fields("s", "t", "t.p", "z")).hasMessageContaining("clashes with 't'");
    assertThatThrownBy(() -> fields("s", "a.b", "a", "z")).hasMessageContaining("clashes");
  }

  private static TickFields fields(String symbol, String time, String price, String size) {
    return new TickFields(symbol, time, price, size, null, null, null, null, null, null);
  }
}
