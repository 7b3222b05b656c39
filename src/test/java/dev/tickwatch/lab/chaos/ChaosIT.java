package dev.tickwatch.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Thoroughness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run; {@code tickwatch chaos} has all faults and more rounds. */
@Timeout(300)
class ChaosIT {

  @Test
  void killsOfServiceAndBrokerCostNoRecord() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    ChaosSettings settings =
        new ChaosSettings(
            Map.of(),
            Optional.empty(),
            Thoroughness.choose(
                List.of(Fault.KILL, Fault.BROKER_KILL),
                List.of(Fault.KILL, Fault.BROKER_KILL, Fault.CLOCK_JUMPS)),
            1,
            5_000,
            6,
            1);

    List<FaultResult> results = Chaos.run(settings, lines::add);

    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.right()).as(String.join("\n", lines)).isTrue();
              assertThat(result.strikes()).isEqualTo(result.fault().ways());
              assertThat(result.records(Output.SCORES)).isGreaterThan(3_000);
              assertThat(result.records(Output.DEAD_LETTERS)).isPositive();
            });
    assertThat(results.get(0).ends()).containsEntry(137, 1);
  }
}
