package io.sennit.bench.scale;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.chaos.ChaosCluster;
import io.sennit.bench.chaos.ChaosNode;
import io.sennit.bench.chaos.Site;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * A service that waits, whose nodes come one after another and leave again while clients ask for
 * more than it can serve. Each node is a process, and so is the gateway, which finds them.
 */
final class Growth {
  /** Eight workers in each instance, who take 20 ms for a call: a node serves 400 a second. */
  private static final String PATH = "/chaos/limited";

  /** Twice as many as there are workers in three nodes, so that no worker has to wait for one. */
  private static final int CLIENTS = 48;

  private static final Duration WARM_UP = Duration.ofSeconds(5);
  /** As {@code balancing.slowStart} is unless somebody says otherwise. */
  private static final Duration SLOW_START = Duration.ofSeconds(10);

  private static final String ONE = "one node";
  private static final String TWO = "two nodes";
  private static final String THREE = "three nodes";
  private static final double BAR_TWO = 1.9;
  private static final double BAR_THREE = 2.8;

  private final Launch launch;
  private final Repeats repeats;
  private final Figures figures = new Figures("served calls/s, by workers of 20 ms");

  Growth(Launch launch, Repeats repeats) {
    this.launch = launch;
    this.repeats = repeats;
  }

  Figures run(Verdicts verdicts) throws Exception {
    Path sennit = Path.of(launch.command().get(0));
    try (ChaosCluster cluster =
        ChaosCluster.start(sennit, launch.javaOptions(), Site.LOOPBACK, null)) {
      cluster.add(Site.LOOPBACK).awaitReady();
      ChaosNode second = cluster.add(Site.LOOPBACK).awaitReady();
      ChaosNode third = cluster.add(Site.LOOPBACK).awaitReady();
      try (Clients clients =
          new Clients(cluster.vertx(), cluster.gateway().http(), PATH, CLIENTS)) {
        Patience.pass(WARM_UP);
        for (int round = 0; round < repeats.rounds(); round++) {
          third.end();
          second.end();
          grow(clients, second, third);
        }
        clients.leave();
        judge(clients, verdicts);
      }
    }
    return figures;
  }

  private void grow(Clients clients, ChaosNode second, ChaosNode third) throws Exception {
    figures.add(ONE, clients.during(repeats.turn()).perSecond());
    figures.add(TWO, come(clients, second, "two"), ONE);
    figures.add(THREE, come(clients, third, "three"), ONE);
  }

  /** What all serve when the one that came has started slowly, as each that is new does. */
  private double come(Clients clients, ChaosNode node, String of) throws Exception {
    node.start().awaitReady();
    Served slowly = clients.during(SLOW_START);
    Served all = clients.during(repeats.turn());
    figures.add("share of the one that came, of " + of, all.share(node.pid()));
    figures.add("  in its first 10 s, of " + of, slowly.share(node.pid()));
    return all.perSecond();
  }

  private void judge(Clients clients, Verdicts verdicts) {
    judge(TWO, BAR_TWO, verdicts);
    judge(THREE, BAR_THREE, verdicts);
    Map<String, Integer> failures = clients.failures();
    verdicts.judge(
        "growth",
        "no failed call while nodes come and leave",
        (failures.isEmpty() ? "0" : failures.toString()) + " of " + clients.served(),
        failures.isEmpty());
  }

  private void judge(String nodes, double bar, Verdicts verdicts) {
    double ratio = figures.ratio(nodes, ONE);
    verdicts.judge(
        "growth",
        nodes + " serve " + bar + " times as much as one",
        String.format(Locale.ROOT, "%.2f", ratio),
        ratio >= bar);
  }
}
