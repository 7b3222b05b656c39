package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.KafkaStreamsSettings;
import dev.tickwatch.app.stream.StreamSettings;
import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.app.stream.StreamTopics;
import java.nio.file.Path;

/**
 * What a {@link StreamProcess} is to run: default settings but for what the variant says.
 *
 * @param applicationId names its topics of results too
 * @param ticks topic
 * @param model file
 * @param state directory
 */
record ServicePlan(
    String bootstrapServers,
    String applicationId,
    String ticks,
    String model,
    String state,
    Variant variant) {

  StreamTopics topics() {
    return new StreamTopics(
        ticks,
        applicationId + ".scores",
        applicationId + ".forecasts",
        applicationId + ".alerts",
        applicationId + ".market-alerts",
        applicationId + ".dead-letters");
  }

  StreamSettings settings() {
    return StreamSettings.defaults(applicationId)
        .with(topics())
        .with(new Batching(variant.batchSize(), Batching.DEFAULT.linger()))
        .with(
            KafkaStreamsSettings.DEFAULT
                .named(applicationId)
                .in(Path.of(state))
                .promising(variant.guarantee()));
  }
}
