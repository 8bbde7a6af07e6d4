package io.sennit.bench.scale;

import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.options.Report;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

  @Mixin
  private final Report report = new Report();

  /** What there is to measure. */
  private enum Part {
    growth,
    overhead
  }

  @Override
  public Integer call() throws Exception {
    Verdicts verdicts = new Verdicts(report.text());
    for (Part part : parts) {
      report.add(
          switch (part) {
            case growth -> new Growth(launch, repeats).run(verdicts);
            case overhead -> new Overhead(repeats).run(verdicts);
          });
    }
    verdicts.print();
    return verdicts.exitCode();
  }
}
