package io.sennit.bench.pick;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
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
    out.printf(
        "%-14s %9s %9s %10s %10s %12s%n",
        "STRATEGY", "SERVICES", "INSTANCES", "BEST NS", "MEDIAN NS", "BYTES/CALL");
    for (Shape shape : SHAPES) {
      measure(shape).forEach(result -> print(out, result));
    }
    return 0;
  }

  private Collection<RunResult> measure(Shape shape) throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(PickBenchmark.class.getName() + ".pick")
        .param("services", shape.services())
        .param("instances", shape.instances())
        .threads(threads)
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(rounds)
        .measurementTime(TimeValue.milliseconds(100))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    return new Runner(options.build()).run();
  }

  /** The best round is what it costs; others were disturbed by what else the machine does. */
  private static void print(PrintWriter out, RunResult run) {
    Statistics nanos = run.getPrimaryResult().getStatistics();
    Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
    out.printf(
        "%-14s %9s %9s %10.0f %10.0f %12s%n",
        run.getParams().getParam("strategy"),
        run.getParams().getParam("services"),
        run.getParams().getParam("instances"),
        nanos.getMin(),
        nanos.getPercentile(50),
        bytes == null ? "unknown" : Math.round(bytes.getScore()));
    out.flush();
  }
}
