package dev.tickwatch.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwatch.app.cli.CommandLineRun;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On brokers that are others'; {@code ChaosIT} has brokers of its own. */
@Tag("thorough")
final class ChaosCommandIT {
  private static final String OTHERS = "others.ticks";

  @TempDir Path directory;

  @Test
  void stagesWhatItMayOnAGivenClusterAndLeavesItAsItWas() throws Exception {
    Path json = directory.resolve("chaos.json");
    Path page = directory.resolve("reliability.md");
    try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(OTHERS, 1, (short) 1))).all().get();

      CommandLineRun run =
          CommandLineRun.of(
              "chaos",
              "--bootstrap-server",
              broker.bootstrapServers(),
              "--faults",
              "term,broker-kill",
              "--rounds",
              "1",
              "--ticks",
              "4000",
              "--report",
              page.toString(),
              "--json",
              json.toString());

      assertThat(run.status()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .contains("broker-kill: not run, it needs brokers of its own, and a cluster is given")
          .contains("every record right under 1 of 1 faults, 1 not run");
      assertThat(admin.listTopics().names().get()).containsExactly(OTHERS);
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
    JsonNode results = new ObjectMapper().readTree(json.toFile());
    assertThat(results.findValuesAsText("fault")).containsExactly("TERM", "BROKER_KILL");
    assertThat(Files.readString(page)).contains("--bootstrap-server HOST:PORT", "**Not run**");
  }
}
