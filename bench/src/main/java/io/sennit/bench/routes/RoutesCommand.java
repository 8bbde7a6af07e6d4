package io.sennit.bench.routes;

import io.sennit.bench.bars.Verdicts;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finding the route of a request, by what is asked for and how routes are spread over hosts. */
@Command(
    name = "routes",
    description = "What it costs to find a request's route among a thousand (JMH).",
    mixinStandardHelpOptions = true)
public final class RoutesCommand implements Callable<Integer> {
  private static final double BAR_NANOS = 1_000;

  @Option(names = "--routes", description = "How many are announced (${DEFAULT-VALUE})")
  private int routes = 1_000;

  @Option(
      names = "--rounds",
      description = "Tenths of a second that each is measured (${DEFAULT-VALUE})")
  private int rounds = 20;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Verdicts verdicts = new Verdicts(out);
    out.printf(
        "%-13s %-6s %7s %10s %10s %14s%n",
        "ASKING", "HOSTS", "ROUTES", "BEST NS", "MEDIAN NS", "BYTES/REQUEST");
    for (RoutesBenchmark.Hosts hosts : RoutesBenchmark.Hosts.values()) {
      for (RoutesBenchmark.Asking asking : RoutesBenchmark.Asking.values()) {
        measure(hosts, asking, out, verdicts);
      }
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private void measure(
      RoutesBenchmark.Hosts hosts,
      RoutesBenchmark.Asking asking,
      PrintWriter out,
      Verdicts verdicts)
      throws RunnerException {
    RunResult run = new Runner(new OptionsBuilder()
            .include(RoutesBenchmark.class.getName() + ".match")
            .param("routes", Integer.toString(routes))
            .param("hosts", hosts.name())
            .param("asking", asking.name())
            .threads(1)
            .forks(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(rounds)
            .measurementTime(TimeValue.milliseconds(100))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build())
        .runSingle();
    Statistics nanos = run.getPrimaryResult().getStatistics();
    Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
    double median = nanos.getPercentile(50);
    out.printf(
        "%-13s %-6s %7d %10.0f %10.0f %14s%n",
        word(asking),
        word(hosts),
        routes,
        nanos.getMin(),
        median,
        bytes == null ? "unknown" : Math.round(bytes.getScore()));
    out.flush();
    verdicts.judge(
        word(asking) + ", hosts " + word(hosts),
        "under 1 microsecond",
        Math.round(median) + " ns",
        median < BAR_NANOS);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
