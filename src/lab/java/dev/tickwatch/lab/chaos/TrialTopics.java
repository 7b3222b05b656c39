package dev.tickwatch.lab.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics of a trial, which are its own.
 *
 * @param prefix of their names
 */
record TrialTopics(String prefix) {
  static final int PARTITIONS = 4;

  /** That the input goes to. */
  String ticks() {
    return prefix + ".ticks";
  }

  private String of(Output output) {
    return prefix + "." + output.suffix();
  }

  /** What the service writes, by topic. */
  Map<String, Output> outputs() {
    Map<String, Output> outputs = new TreeMap<>();
    for (Output one : Output.values()) {
      outputs.put(of(one), one);
    }
    return outputs;
  }

  /** The tick topic takes timestamps of 2100; those of results refuse them. */
  List<NewTopic> all() {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(
        new NewTopic(ticks(), PARTITIONS, (short) -1)
            .configs(
                Map.of(
                    "message.timestamp.after.max.ms",
                    String.valueOf(Long.MAX_VALUE),
                    "retention.ms",
                    "-1")));
    for (Output one : Output.values()) {
      topics.add(
          new NewTopic(of(one), PARTITIONS, (short) -1).configs(Map.of("retention.ms", "-1")));
    }
    return topics;
  }

  /** Settings by which a service uses them. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("topics.ticks", ticks());
    for (Output one : Output.values()) {
      settings.put("topics." + one.suffix(), of(one));
    }
    return settings;
  }
}
