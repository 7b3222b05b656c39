package dev.tickwatch;

import dev.tickwatch.app.stream.NewTopics;
import dev.tickwatch.app.stream.ScoringStream;
import dev.tickwatch.app.stream.StreamObserver;
import dev.tickwatch.app.stream.StreamSettings;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.SharedModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A broker in one container and the service in another on the same network, with the settings of
 * {@code deploy/}; where there is no image of the service, the stream runs in this process.
 */
final class ScoringContainers implements AutoCloseable {
  private static final int PORT = 8080;
  private static final String BROKER_INSIDE = "kafka:19092";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Duration patience;
  private final Network network = Network.newNetwork();
  private final KafkaContainer kafka;
  private final Optional<GenericContainer<?>> service;

  /** Starts both. */
  ScoringContainers(Path model, Duration patience) throws Exception {
    this.patience = patience;
    started.push(network);
    try {
      kafka = broker();
      service = ContainerEngine.runsTheService() ? Optional.of(service(model)) : Optional.empty();
      if (service.isEmpty()) {
        startStream(model);
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private KafkaContainer broker() {
    DockerImageName image =
        DockerImageName.parse(ContainerEngine.KAFKA_IMAGE)
            .asCompatibleSubstituteFor("apache/kafka");
    KafkaContainer broker =
        new KafkaContainer(image)
            .withNetwork(network)
            .withListener(BROKER_INSIDE)
            .withStartupTimeout(patience);
    started.push(broker);
    broker.start();
    return broker;
  }

  private GenericContainer<?> service(Path model) {
    GenericContainer<?> container =
        new GenericContainer<>(ContainerEngine.SERVICE_IMAGE)
            .withNetwork(network)
            .withExposedPorts(PORT)
            .withCopyFileToContainer(
                MountableFile.forHostPath("deploy/tickwatch.yaml", 0644),
                "/etc/tickwatch/tickwatch.yaml")
            .withCopyFileToContainer(
                MountableFile.forHostPath(model, 0644), "/etc/tickwatch/models/model.onnx")
            .withEnv("TICKWATCH_KAFKA_BOOTSTRAP_SERVERS", BROKER_INSIDE)
            .withEnv("JAVA_OPTS", "-Xmx512m")
            .waitingFor(Wait.forHttp("/health/ready").withStartupTimeout(patience));
    started.push(container);
    container.start();
    return container;
  }

  private void startStream(Path model) throws InterruptedException {
    SharedModel shared = new SharedModel(OnnxWindowScorer.open(model, ScoringDevice.CPU));
    started.push(shared);
    ScoringStream stream =
        new ScoringStream(
            StreamSettings.defaults("container-test").with(new NewTopics(3, 1)),
            Map.of("bootstrap.servers", bootstrapServers()),
            shared,
            new Detector(DetectionSettings.DEFAULT),
            TickCheck.DEFAULT,
            StreamObserver.NONE);
    started.push(stream);
    stream.start();
    stream.awaitRunning(patience);
  }

  /** Where this process reaches the broker. */
  String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  /** The service's container, if it runs in one. */
  Optional<GenericContainer<?>> service() {
    return service;
  }

  /** What the service answers over HTTP. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    GenericContainer<?> container = service.orElseThrow();
    URI uri =
        URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT) + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
