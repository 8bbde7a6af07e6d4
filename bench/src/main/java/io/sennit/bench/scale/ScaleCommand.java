package io.sennit.bench.scale;

import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.measure.Machine;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a node that is added takes its share, and whether calls stay as cheap. */
@Command(
    name = "scale",
    description = "More nodes: how much more they serve, and what a call costs among many.",
    mixinStandardHelpOptions = true)
public final class ScaleCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", description = "Which: ${COMPLETION-CANDIDATES} (all)")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Mixin
  private Repeats repeats = new Repeats();

  @Mixin
  private Launch launch = new Launch();

  @Option(names = "--out", description = "Writes the figures as JSON")
  private @Nullable Path out;

  @Spec
  private CommandSpec spec;

  /** What there is to measure. */
  private enum Part {
    growth,
    overhead
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter to = spec.commandLine().getOut();
    Verdicts verdicts = new Verdicts(to);
    JsonArray tables = new JsonArray();
    for (Part part : parts) {
      Figures figures = switch (part) {
        case growth -> new Growth(launch, repeats).run(verdicts);
        case overhead -> new Overhead(repeats).run(verdicts);
      };
      figures.print(to);
      tables.add(figures.toJson());
    }
    verdicts.print();
    if (out != null) {
      JsonObject report = new JsonObject().put("machine", Machine.describe()).put("tables", tables);
      Files.writeString(out, report.encodePrettily());
    }
    return verdicts.exitCode();
  }
}
