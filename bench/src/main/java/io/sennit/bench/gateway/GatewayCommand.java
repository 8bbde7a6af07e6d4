package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.contest.Debian;
import io.sennit.bench.contest.Field;
import io.sennit.bench.contest.Nginx;
import io.sennit.bench.contest.Sennit;
import io.sennit.bench.contest.Upstream;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.site.Folder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Requests through a gateway to a service behind it, beside other gateways. */
@Command(
    name = "gateway",
    description = "GET /time through Sennit's gateway, beside nginx and others.",
    mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {
  @Option(names = "--clients", split = ",", description = "At once (32,256)")
  private List<Integer> clients = List.of(32, 256);

  @Mixin
  private Repeats repeats;

  @Mixin
  private Launch launch;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Debian.require("wrk");
    Folder folder = Folder.temporary();
    try (Field field = new Field()) {
      enter(field, folder);
      Map<String, Turn.Ask> loads = loads(Wrk.in(folder.path()));
      WarmUp.all(field.contestants(), loads.values().iterator().next());
      compete(field.contestants(), loads);
    } finally {
      folder.leave();
    }
    return 0;
  }

  private void enter(Field field, Folder folder) throws Exception {
    Upstream upstream = field.start(() -> Upstream.start(folder.make("upstream")));
    field.enter(() -> Nginx.start(folder.make("nginx"), upstream));
    field.enter(() -> Sennit.start(folder.make("sennit"), launch.command(), launch.javaOptions()));
  }

  private Map<String, Turn.Ask> loads(Wrk wrk) {
    Map<String, Turn.Ask> loads = new LinkedHashMap<>();
    for (int count : clients) {
      loads.put(count + " clients", target -> wrk.run(target, count, repeats.turn()));
    }
    return loads;
  }

  private void compete(List<Contestant> contestants, Map<String, Turn.Ask> loads) throws Exception {
    List<Contest> contests = loads.keySet().stream().map(Contest::new).toList();
    List<Contestant> order = new ArrayList<>(contestants);
    for (int round = 0; round < repeats.rounds(); round++) {
      for (Contest contest : contests) {
        for (Contestant each : order) {
          contest.add(
              each.name(), Turn.take(each.parts(), each.target(), loads.get(contest.load())));
        }
      }
      Collections.rotate(order, 1);
    }
    print(contests, contestants.stream().map(Contestant::name).toList());
  }

  private void print(List<Contest> contests, List<String> names) {
    PrintWriter out = spec.commandLine().getOut();
    for (Contest contest : contests) {
      out.println();
      out.println(contest.load() + ", medians of " + repeats.rounds() + " rounds");
      out.println(Standing.HEAD);
      contest.standings(names).forEach(each -> out.println(each.line()));
    }
    out.flush();
  }
}
