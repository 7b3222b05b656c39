package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.StreamSettings;
import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.app.stream.StreamSettings.Engine;
import dev.tickwatch.app.stream.StreamSettings.Topics;
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

  Topics topics() {
    return new Topics(
        ticks,
        applicationId + ".scores",
        applicationId + ".forecasts",
        applicationId + ".alerts",
        applicationId + ".market-alerts",
        applicationId + ".dead-letters");
  }

  StreamSettings settings() {
    Engine byDefault = Engine.DEFAULT;
    return StreamSettings.defaults(applicationId)
        .with(topics())
        .with(new Batching(variant.batchSize(), Batching.DEFAULT.linger()))
        .with(
            new Engine(
                applicationId,
                byDefault.commitInterval(),
                Path.of(state),
                variant.guarantee(),
                byDefault.groupInstanceId(),
                byDefault.groupProtocol(),
                byDefault.cacheSize()));
  }
}
