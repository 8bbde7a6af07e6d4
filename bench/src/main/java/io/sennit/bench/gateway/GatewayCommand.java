package io.sennit.bench.gateway;

import io.sennit.bench.contest.Field;
import io.sennit.bench.contest.Programs;
import io.sennit.bench.http.Steady;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.options.Report;
import io.sennit.bench.site.Folder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Requests through a gateway to a service behind it, beside other gateways. */
@Command(
    name = "gateway",
    description = "GET /time through Sennit's gateway, beside nginx and others.",
    mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {
  @Option(
      names = "--peers",
      description = "HAProxy, Spring Cloud Gateway and Moleculer as well, built when needed")
  private boolean peers;

  @Option(
      names = "--telemetry",
      description = "In place of others a Sennit without metrics, access log and traces")
  private boolean telemetry;

  @Option(names = "--clients", split = ",", description = "At once, each with a request (32,256)")
  private List<Integer> clients = List.of(32, 256);

  @Option(names = "--rate", split = ",", description = "Requests due in a second (10000)")
  private List<Integer> rates = List.of(10_000);

  @Spec
  private CommandSpec spec;

  @Mixin
  private final Repeats repeats = new Repeats();

  @Mixin
  private final Launch launch = new Launch();

  @Mixin
  private final Report report = new Report();

  @Option(names = "--plot", description = "Draws latency against rate as SVG")
  private @Nullable Path plot;

  @Override
  public Integer call() throws Exception {
    if (telemetry && peers) {
      throw new ParameterException(
          spec.commandLine(), "--telemetry compares Sennit with itself; leave out --peers");
    }
    Programs.require(Wrk.PROGRAM);
    Folder folder = Folder.temporary();
    folder.leaveAtEnd();
    try (Field field = new Field()) {
      List<Load> loads = loads(Wrk.in(folder.path()), field.start(Steady::start));
      PrintWriter said = report.text();
      Entries entries = new Entries(field, folder, said);
      if (telemetry) {
        entries.enterForTelemetry(launch);
      } else {
        entries.enter(launch, peers);
      }
      Rehearsal.all(field.contestants(), loads, said);
      return show(Results.of(field.contestants(), loads, repeats.rounds()));
    } finally {
      folder.leave();
    }
  }

  private List<Load> loads(Wrk wrk, Steady steady) {
    List<Load> loads = new ArrayList<>();
    for (int count : clients) {
      loads.add(new Load(count + " clients", 0, target -> wrk.run(target, count, repeats.turn())));
    }
    for (int rate : rates) {
      loads.add(new Load(rate + "/s", rate, target -> steady.run(target, rate, repeats.turn())));
    }
    return loads;
  }

  private int show(Results results) throws IOException {
    report.add(results);
    if (plot != null) {
      Files.writeString(plot, Plot.of(results));
    }
    return results.errors() == 0 ? 0 : 1;
  }
}
