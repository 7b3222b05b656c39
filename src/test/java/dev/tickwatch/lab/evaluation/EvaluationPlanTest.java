package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPlanTest {
  @TempDir private Path directory;

  private Path plan(String text) throws IOException {
    return Files.writeString(directory.resolve("plan.yaml"), text);
  }

  @Test
  void readsThePlanOfTheDocumentation() throws IOException {
    EvaluationPlan plan = EvaluationPlan.read(Path.of("docs/quality.yaml"));

    assertThat(plan.datasets())
        .extracting(EvaluationPlan.DatasetPlan::name)
        .contains("hour", "minute", "daily", "splits");
    assertThat(plan.prints().dataset().columns()).containsEntry("conditions", "off");
    assertThat(plan.parts()).contains("hour", "nab", "prints");
  }

  @Test
  void fillsWhatIsLeftOut() throws IOException {
    EvaluationPlan plan = EvaluationPlan.read(plan("datasets: [{name: a, files: [a.csv]}]"));

    assertThat(plan.datasets().get(0).calendar()).isEqualTo("24x7");
    assertThat(plan.datasets().get(0).trainShare()).isEqualTo(0.6);
    assertThat(plan.nab()).isNull();
  }

  @Test
  void namesWhatItDoesNotKnow() throws IOException {
    Path file = plan("datasets: [{name: a, files: [a.csv], colums: {}}]");

    assertThatThrownBy(() -> EvaluationPlan.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colums");
  }

  @Test
  void wantsAModelForWalksAndNoFiles() throws IOException {
    Path alone = plan("datasets: [{name: a, walks: 500}]");
    assertThatThrownBy(() -> EvaluationPlan.read(alone)).hasMessageContaining("model-of");

    Path both = plan("datasets: [{name: a, walks: 500, model-of: b, files: [a.csv]}]");
    assertThatThrownBy(() -> EvaluationPlan.read(both)).hasMessageContaining("no files");
  }

  @Test
  void namesABadShare() throws IOException {
    Path file = plan("datasets: [{name: a, files: [a.csv], train-share: 1.5}]");

    assertThatThrownBy(() -> EvaluationPlan.read(file))
        .hasMessageContaining("train-share must be 0.2 to 0.9, not 1.5");
  }

  @Test
  void wantsEventsWhereTheyAreAllThatIsAsked() throws IOException {
    Path file = plan("datasets: [{name: a, files: [a.csv], events-only: true}]");

    assertThatThrownBy(() -> EvaluationPlan.read(file))
        .hasMessageContaining("dataset a is events-only and has no events");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> EvaluationPlan.read(directory.resolve("none.yaml")))
        .hasMessageContaining("there is no plan");
  }
}
