package io.sennit.bench.pick;

import io.sennit.bench.jmh.Cost;
import io.sennit.bench.jmh.Microbenchmark;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looking up a service and picking an instance of it, by strategy and number of instances. */
@Command(
    name = "pick",
    description = "What it costs to find a call's instance among a thousand, by strategy (JMH).",
    mixinStandardHelpOptions = true)
public final class PickCommand implements Callable<Integer> {
  private static final List<Shape> SHAPES = List.of(new Shape("100", "10"), new Shape("1", "1000"));

  @Option(names = "--threads", description = "How many pick at once (${DEFAULT-VALUE})")
  private int threads = 1;

  @Option(
      names = "--rounds",
      description = "Tenths of a second that each is measured (${DEFAULT-VALUE})")
  private int rounds = 50;

  @Spec
  private CommandSpec spec;

  private record Shape(String services, String instances) {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-14s %9s %9s %s%n", "STRATEGY", "SERVICES", "INSTANCES", Cost.HEAD);
    for (Shape shape : SHAPES) {
      new Microbenchmark(PickBenchmark.class, rounds)
          .param("services", shape.services())
          .param("instances", shape.instances())
          .threads(threads)
          .run(cost -> print(out, cost));
    }
    return 0;
  }

  private static void print(PrintWriter out, Cost cost) {
    out.printf(
        "%-14s %9s %9s %s%n",
        cost.param("strategy"), cost.param("services"), cost.param("instances"), cost.columns());
    out.flush();
  }
}
