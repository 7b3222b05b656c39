package dev.tickwatch.lab.cli;

import dev.tickwatch.app.cli.TickwatchCommand;
import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.lab.evaluation.Evaluation;
import dev.tickwatch.lab.evaluation.EvaluationPlan;
import dev.tickwatch.lab.evaluation.QualityReport;
import dev.tickwatch.lab.training.TrainingListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How well the detector finds what was injected, beside what people use today. */
@Command(
    name = "evaluate",
    description = {
      "Measures detection quality: plants anomalies in real series, and lets Tickwatch and the",
      "detectors of today find them at the same rate of false alerts. Writes a page, pictures and JSON."
    },
    sortOptions = false)
public final class EvaluateCommand implements TickwatchCommand {
  @Option(
      names = "--plan",
      required = true,
      paramLabel = "FILE",
      description = "YAML file that names the data, such as docs/quality.yaml.")
  private Path plan;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory that the plan's paths are below. What is not there is skipped.")
  private Path data;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Measure one dataset of the plan only, or nab, or prints.")
  private String only;

  @Option(
      names = "--product-only",
      description = "Leave out other detectors, but for the same tests without the network.")
  private boolean productOnly;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "quality.md",
      description =
          "The page to write; pictures and results.json go to a directory beside it. Default:"
              + " ${DEFAULT-VALUE}")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(data)) {
      throw new UserError("--data " + data + " is not a directory");
    }
    if (Files.isDirectory(out)) {
      throw new UserError("--out " + out + " is a directory; name the file to write");
    }
    EvaluationPlan read;
    try {
      read = EvaluationPlan.read(plan);
    } catch (IllegalArgumentException e) {
      throw new UserError("--plan: " + e.getMessage(), e);
    }
    PrintStream lines = System.out;
    Evaluation evaluation;
    try {
      evaluation =
          new Evaluation(
              read,
              data,
              Optional.ofNullable(only),
              productOnly,
              TrainingListener.SILENT,
              lines::println);
    } catch (IllegalArgumentException e) {
      throw new UserError("--only: " + e.getMessage(), e);
    }
    long start = System.nanoTime();
    Evaluation.Results results = evaluation.run();
    if (out.toAbsolutePath().getParent() != null) {
      Files.createDirectories(out.toAbsolutePath().getParent());
    }
    QualityReport.write(
        results,
        out,
        "tickwatch evaluate --plan docs/quality.yaml --data DIR"
            + (productOnly ? " --product-only" : ""));
    lines.printf("wrote %s after %.0f s%n", out, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  @Override
  public OptionalInt exitStatus(Throwable failure) {
    return LabFailure.status(failure);
  }
}
