package dev.tickwatch.app.stream;

import dev.tickwatch.settings.Setting;

/**
 * How missing topics are created. Settings of the section {@code topics}.
 *
 * @param partitions of the tick topic; 1 or more. Topics of results get as many as that one has
 * @param replicationFactor 1 or more, or -1 for the broker's default
 */
public record NewTopics(
    @Setting(
            value =
                "Partitions of a tick topic made by Tickwatch. Result topics get as many as the"
                    + " tick topic has.",
            byDefault = "6",
            min = "1",
            max = "1000")
        int partitions,
    @Setting(
            value = "Replicas of topics made by Tickwatch; -1 for the broker's default.",
            byDefault = "-1",
            min = "-1",
            max = "9")
        int replicationFactor) {

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public NewTopics {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "partitions of new topics must be 1 or more, not " + partitions);
    }
    if (replicationFactor == 0) {
      throw new IllegalArgumentException(
          "topics.replication-factor is '0'; must be -1, or 1 or more");
    }
    if (replicationFactor < -1 || replicationFactor > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "replication of new topics must be 1 or more, or -1 for the broker's default, not "
              + replicationFactor);
    }
  }
}
