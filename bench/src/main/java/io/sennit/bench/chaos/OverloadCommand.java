package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Twice as many requests as two instances can answer. */
@Command(
    name = "overload",
    description = "Twice the load that two instances can bear, which queue without a bound.",
    mixinStandardHelpOptions = true)
final class OverloadCommand implements Scenario {
  private static final String NAME = "overload";
  private static final int INSTANCES = 2;
  private static final double NOMINAL = 1_000.0 / Workers.MILLIS * Workers.COUNT * INSTANCES;
  private static final List<Double> STEPS = List.of(0.7, 0.8, 0.9, 1.0);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration SETTLE = Duration.ofSeconds(2);
  /** By then all connections are there, and a gateway that was cold has worked off what waited. */
  private static final Duration FILLED = Duration.ofSeconds(3);

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final double LEAST_GOODPUT = 0.9;
  private static final double SOON_MILLIS = 100;
  private static final double MOST_GROWTH = 6_000_000;
  private static final int REFUSED = 503;

  @Mixin
  private Stage stage = new Stage();

  @Option(names = "--seconds", description = "How long it lasts (30; 20 with --short)")
  private int seconds;

  /** The memory that a node needs, when its garbage has been collected. */
  private record Memory(ChaosNode node, double before) {}

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void play(Verdicts verdicts) throws Exception {
    try (ChaosCluster cluster = stage.cluster()) {
      cluster.add(INSTANCES);
      // The first one warms up and is forgotten.
      goodput(cluster, NOMINAL * STEPS.get(0));
      double peak = 0;
      for (double step : STEPS) {
        peak = Math.max(peak, goodput(cluster, NOMINAL * step));
      }
      overload(cluster, peak, verdicts);
    }
  }

  private static OpenLoad.Plan plan(double rate) {
    return OpenLoad.Plan.of(rate, "/chaos/limited").within(TIMEOUT);
  }

  private static double goodput(ChaosCluster cluster, double rate) throws Exception {
    try (OpenLoad load = cluster.load(plan(rate))) {
      Patience.pass(SETTLE);
      long from = System.nanoTime();
      Patience.pass(STEP);
      double good = perSecond(good(load.answers()), from, System.nanoTime());
      load.end();
      return good;
    }
  }

  private void overload(ChaosCluster cluster, double peak, Verdicts verdicts) throws Exception {
    Duration length = Duration.ofSeconds(seconds > 0 ? seconds : stage.times(30, 20));
    try (OpenLoad load = cluster.load(plan(2 * peak))) {
      Patience.pass(SETTLE);
      long from = System.nanoTime();
      Patience.pass(FILLED);
      List<Memory> memories = new ArrayList<>();
      for (ChaosNode node : cluster.nodes()) {
        memories.add(new Memory(node, node.heapInUse()));
      }
      Patience.untilNanos(from + length.toNanos());
      long to = System.nanoTime();
      for (Memory memory : memories) {
        judge(memory, verdicts);
      }
      judge(load.end(), peak, from, to, verdicts);
    }
  }

  private static void judge(Memory memory, Verdicts verdicts) throws Exception {
    double growth = memory.node().heapInUse() - memory.before();
    verdicts.judge(
        NAME,
        memory.node().name() + "'s heap grows by less than " + Show.megabytes(MOST_GROWTH),
        Show.megabytes(memory.before()) + " and " + Show.megabytes(growth),
        growth < MOST_GROWTH);
  }

  private static void judge(Answers all, double peak, long from, long to, Verdicts verdicts) {
    double goodput = perSecond(good(all), from, to);
    Answers rest = all.failed();
    Answers refused = rest.where(answer -> answer.status() == REFUSED && answer.retryAfter());
    verdicts.judge(
        NAME,
        "goodput at twice the load is 90 % of its peak of " + Show.perSecond(peak),
        Show.perSecond(goodput) + ", " + Show.percent(goodput / peak),
        goodput >= LEAST_GOODPUT * peak);
    verdicts.judge(
        NAME,
        "the rest gets 503 and Retry-After",
        refused.count() + " do; failed: " + all.failures(),
        refused.count() > 0 && refused.count() == rest.count());
    verdicts.judge(
        NAME,
        "and that within 100 ms (p99)",
        Show.millis(rest.percentile(99)) + "; slowest " + rest.slowestInWords(),
        rest.percentile(99) <= SOON_MILLIS);
  }

  /** An answer that comes when its client has given up is worth nothing. */
  private static Answers good(Answers all) {
    return all.ok().where(answer -> answer.millis() <= TIMEOUT.toMillis() + Answer.SLACK_MILLIS);
  }

  private static double perSecond(Answers answers, long from, long to) {
    return answers.ended(from, to).count() * 1e9 / (to - from);
  }
}
