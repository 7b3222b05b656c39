package dev.tickwatch.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Of all assignments to a key, the one that is in force. */
final class WinningAssignments {
  private final Map<String, Assignment> winners = new TreeMap<>();

  /** Takes one more: it wins over those of the same rank before it, and of any lower. */
  void add(Assignment next) {
    winners.merge(next.key(), next, (a, b) -> b.origin().rank() >= a.origin().rank() ? b : a);
  }

  /** That of a key; the default where there is none. */
  Assignment of(SettingKey key) {
    return winners.getOrDefault(
        key.key(), new Assignment(key.key(), key.setting().byDefault(), Origin.DEFAULT));
  }

  /** All below a free map, by the keys in full. */
  List<Assignment> in(SettingKey freeMap) {
    return winners.values().stream()
        .filter(winner -> winner.key().startsWith(freeMap.key() + "."))
        .toList();
  }

  /** The texts below a key, by the rest of their keys. */
  Map<String, String> below(String key) {
    Map<String, String> values = new TreeMap<>();
    String prefix = key + ".";
    winners.forEach(
        (name, winner) -> {
          if (name.startsWith(prefix)) {
            values.put(name.substring(prefix.length()), winner.text());
          }
        });
    return values;
  }
}
