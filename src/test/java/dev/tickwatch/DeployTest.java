package dev.tickwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tickwatch.app.metrics.PrometheusMeters;
import dev.tickwatch.app.metrics.ServiceMeters;
import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in {@code deploy/} against the code that they are for. */
class DeployTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path DEPLOY = Path.of("deploy");

  @Test
  void theExampleSettingsLoad() {
    ServiceSettings settings = load(DEPLOY.resolve("tickwatch.yaml"), Map.of());
    assertThat(settings.kafka()).containsEntry("bootstrap.servers", "kafka:9092");
    assertThat(settings.model().path()).hasValue(Path.of("/etc/tickwatch/models"));
    assertThat(settings.alerts().budgetTicks()).isEqualTo(2000);
  }

  @Test
  void composeMountsTheSettingsAndSetsKnownVariables() throws IOException {
    JsonNode compose = YAML.readTree(DEPLOY.resolve("docker-compose.yml").toFile());
    JsonNode service = compose.at("/services/tickwatch");
    ServiceSettings settings =
        load(DEPLOY.resolve("tickwatch.yaml"), text(service.get("environment")));
    List<String> mounts = new ArrayList<>();
    service.get("volumes").forEach(mount -> mounts.add(mount.asText()));
    assertThat(mounts)
        .contains("./tickwatch.yaml:/etc/tickwatch/tickwatch.yaml:ro")
        .contains("./models:" + settings.model().path().orElseThrow() + ":ro")
        .contains("tickwatch-state:" + settings.streams().stateDir().getParent());
    assertThat(service.at("/build/dockerfile").asText()).isEqualTo("docker/Dockerfile");
    assertThat(settings.kafka().get("bootstrap.servers"))
        .isEqualTo(advertised(compose.at("/services/kafka/environment")));
  }

  @Test
  void kubernetesMountsWhatItsSettingsName(@TempDir Path scratch) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    YAML.readerFor(JsonNode.class)
        .<JsonNode>readValues(DEPLOY.resolve("kubernetes.yaml").toFile())
        .forEachRemaining(documents::add);
    Path file = scratch.resolve("tickwatch.yaml");
    Files.writeString(file, documents.get(0).at("/data/tickwatch.yaml").asText());
    JsonNode container = documents.get(2).at("/spec/template/spec/containers/0");
    Map<String, String> variables = new HashMap<>();
    container.get("env").forEach(entry -> variables.put(entry.get("name").asText(), "tickwatch-0"));

    ServiceSettings settings = load(file, variables);

    assertThat(settings.streams().groupInstanceId()).hasValue("tickwatch-0");
    assertThat(container.get("volumeMounts").findValuesAsText("mountPath"))
        .contains(settings.model().path().orElseThrow().toString())
        .contains(settings.streams().stateDir().getParent().toString())
        .contains("/etc/tickwatch/tickwatch.yaml");
    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(settings.server().port());
  }

  @Test
  void theImageRunsAsTheUserThatKubernetesNames() throws IOException {
    String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
    assertThat(dockerfile)
        .contains("USER 10001:10001")
        .contains("\"--config\", \"/etc/tickwatch/tickwatch.yaml\"")
        .doesNotContain("# syntax=");
    assertThat(Files.readString(DEPLOY.resolve("kubernetes.yaml"))).contains("runAsUser: 10001");
  }

  @Test
  void everyQueryIsOverSeriesThatTheServiceExposes() throws Exception {
    try (PrometheusMeters meters = new PrometheusMeters(Set.of());
        ServiceMeters service = new ServiceMeters(meters.registry())) {
      service.modelInUse("20260101T000000-abcdef");
      Set<String> exposed = ShippedPromQl.seriesIn(meters.scrape(null).text());
      // Those of Kafka's clients are there once a client runs: the container test looks at them.
      assertThat(ShippedPromQl.series())
          .hasSizeGreaterThan(10)
          .allMatch(name -> exposed.contains(name) || name.startsWith("kafka_"));
    }
  }

  @Test
  void everyShippedFileParses() throws IOException {
    assertThat(ShippedPromQl.expressions()).hasSizeGreaterThan(15).noneMatch(String::isBlank);
    for (String file :
        List.of(
            "prometheus/prometheus.yml",
            "grafana/provisioning/datasources/prometheus.yml",
            "grafana/provisioning/dashboards/tickwatch.yml")) {
      assertThatCode(() -> YAML.readTree(DEPLOY.resolve(file).toFile()))
          .as(file)
          .doesNotThrowAnyException();
    }
  }

  private static ServiceSettings load(Path file, Map<String, String> environment) {
    return SettingsLoader.of(ServiceSettings.class)
        .file(file)
        .environment(environment)
        .load()
        .settings();
  }

  private static Map<String, String> text(JsonNode object) {
    Map<String, String> values = new HashMap<>();
    object.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText()));
    return values;
  }

  /** Where the broker says that other containers reach it. */
  private static String advertised(JsonNode environment) {
    String listeners = environment.get("KAFKA_ADVERTISED_LISTENERS").asText();
    return listeners.substring(listeners.indexOf("://") + 3, listeners.indexOf(','));
  }
}
