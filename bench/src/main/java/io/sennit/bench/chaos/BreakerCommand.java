package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Instances that fail a share of their calls: a small one, a large one, and all of them. */
@Command(
    name = "breaker",
    description = "Instances that fail a share of their calls with 503.",
    mixinStandardHelpOptions = true)
final class BreakerCommand implements Scenario {
  private static final String NAME = "breaker";
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration SLICE = Duration.ofSeconds(1);
  private static final Duration OUT_AFTER = Duration.ofSeconds(2);
  private static final Duration OUT_FOR = Duration.ofSeconds(5);
  private static final Duration BACK_AFTER = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final double NOISE = 0.005;
  private static final double MOST = 0.6;
  /** Shares of what an instance would get if all got the same. */
  private static final double NEVER_BELOW = 0.2;

  private static final double OUT = 0.1;
  private static final double FULL = 0.75;
  private static final double FLOWS = 0.5;

  @Mixin
  private Stage stage = new Stage();

  @Option(names = "--calls", description = "Calls with few failures (100000; 20000 with --short)")
  private int calls;

  @Option(names = "--fast-rate", description = "How many of those a second (${DEFAULT-VALUE})")
  private int fastRate = 2_000;

  @Option(
      names = "--rate",
      description = "Requests a second to instances that fail (${DEFAULT-VALUE})")
  private int rate = 400;

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void play(Verdicts verdicts) throws Exception {
    try (ChaosCluster cluster = stage.cluster()) {
      cluster.add(2);
      noise(cluster, verdicts);
      oneFails(cluster, verdicts);
      cluster.add(1);
      oneFails(cluster, verdicts);
      allFail(cluster, verdicts);
    }
  }

  private void noise(ChaosCluster cluster, Verdicts verdicts) throws Exception {
    List<ChaosNode> nodes = cluster.services();
    int wanted = calls > 0 ? calls : stage.times(100_000, 20_000);
    fail(nodes, NOISE);
    try (OpenLoad load = cluster.load(OpenLoad.Plan.of(fastRate, "/chaos/flaky"));
        Tally tally = Tally.of(nodes)) {
      Patience.pass(WARM_UP);
      long from = System.nanoTime();
      long enough = load.asked() + wanted;
      Patience.until(() -> load.asked() >= enough, Duration.ofMinutes(10));
      long to = System.nanoTime();
      load.end();
      double least = leastShare(tally, nodes, from, to, fastRate);
      String what = "0.5 % failures in " + wanted + " calls: ";
      verdicts.judge(
          NAME,
          what + "both instances get calls in every second",
          "least part " + Show.percent(least),
          least >= NEVER_BELOW);
      long trips = cluster.gateway().operator().trips(cluster.gateway().name());
      verdicts.judge(NAME, what + "no breaker opens", trips + " did", trips == 0);
    } finally {
      fail(nodes, 0);
    }
  }

  /** The least that any instance got in any second, as a share of its part. */
  private static double leastShare(
      Tally tally, List<ChaosNode> nodes, long from, long to, double rate) {
    double least = Double.MAX_VALUE;
    for (long slice = from; slice + SLICE.toNanos() <= to; slice += SLICE.toNanos()) {
      for (ChaosNode node : nodes) {
        double own = tally.perSecond(node, slice, slice + SLICE.toNanos());
        least = Math.min(least, own * nodes.size() / rate);
      }
    }
    return least;
  }

  private void oneFails(ChaosCluster cluster, Verdicts verdicts) throws Exception {
    List<ChaosNode> nodes = cluster.services();
    ChaosNode victim = nodes.get((int) Math.floorMod(stage.seed(), (long) nodes.size()));
    String which = "one of " + nodes.size() + " that fails 60 % ";
    try (OpenLoad load = cluster.load(OpenLoad.Plan.of(rate, "/chaos/flaky"));
        Tally tally = Tally.of(nodes)) {
      Patience.pass(WARM_UP);
      fail(List.of(victim), MOST);
      long failing = System.nanoTime() + OUT_AFTER.toNanos();
      Patience.untilNanos(failing + OUT_FOR.toNanos());
      double out = share(tally, victim, nodes, failing, OUT_FOR);
      fail(List.of(victim), 0);
      long well = System.nanoTime() + BACK_AFTER.toNanos();
      Patience.untilNanos(well + LOOK.toNanos());
      double back = share(tally, victim, nodes, well, LOOK);
      Answers answers = load.end();
      verdicts.judge(
          NAME,
          which + "is out within 2 s",
          "has " + Show.percent(out) + " of its part then; failed: " + answers.failures(),
          out <= OUT);
      verdicts.judge(
          NAME,
          which + "has its part within 5 s of recovering",
          Show.percent(back) + " of it",
          back >= FULL);
    }
  }

  private void allFail(ChaosCluster cluster, Verdicts verdicts) throws Exception {
    List<ChaosNode> nodes = cluster.services();
    fail(nodes, MOST);
    try (OpenLoad load = cluster.load(OpenLoad.Plan.of(rate, "/chaos/flaky"));
        Tally tally = Tally.of(nodes)) {
      Patience.pass(WARM_UP);
      long from = System.nanoTime();
      Patience.pass(OUT_FOR);
      long to = System.nanoTime();
      double least = nodes.stream()
          .mapToDouble(node -> share(tally, node, nodes, from, Duration.ofNanos(to - from)))
          .min()
          .orElse(0);
      load.end();
      verdicts.judge(
          NAME,
          "when all fail, calls still flow to all",
          "least part " + Show.percent(least),
          least >= FLOWS);
    } finally {
      fail(nodes, 0);
    }
  }

  /** What an instance got, as a share of what it would get if all got the same. */
  private double share(
      Tally tally, ChaosNode node, List<ChaosNode> nodes, long from, Duration length) {
    return tally.perSecond(node, from, from + length.toNanos()) * nodes.size() / rate;
  }

  private void fail(List<ChaosNode> nodes, double share) throws Exception {
    for (ChaosNode node : nodes) {
      node.fail(share, stage.seed());
    }
  }
}
