package io.sennit.bench.routes;

import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.jmh.Cost;
import io.sennit.bench.jmh.Microbenchmark;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    out.printf("%-13s %-6s %7s %s%n", "ASKING", "HOSTS", "ROUTES", Cost.HEAD);
    for (RoutesBenchmark.Hosts hosts : RoutesBenchmark.Hosts.values()) {
      for (RoutesBenchmark.Asking asking : RoutesBenchmark.Asking.values()) {
        new Microbenchmark(RoutesBenchmark.class, rounds)
            .param("routes", routes)
            .param("hosts", hosts)
            .param("asking", asking)
            .run(cost -> judge(word(hosts), word(asking), cost, out, verdicts));
      }
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private void judge(String hosts, String asking, Cost cost, PrintWriter out, Verdicts verdicts) {
    out.printf("%-13s %-6s %7d %s%n", asking, hosts, routes, cost.columns());
    out.flush();
    verdicts.judge(
        asking + ", hosts " + hosts,
        "under 1 microsecond",
        Math.round(cost.median()) + " ns",
        cost.median() < BAR_NANOS);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
