package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Service nodes that hang: their connections stay, and nothing answers. */
@Command(
    name = "stop",
    description = "SIGSTOP of one of two service nodes for 10 s, and for 1 s.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Scenario {
  private static final String NAME = "stop";
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(5);
  /**
   * Shorter than the long stop: what waits in a stopped process's sockets is late when it wakes.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LONG_STOP = Duration.ofSeconds(10);
  private static final Duration SHORT_STOP = Duration.ofSeconds(1);
  private static final Duration NOTICED = Duration.ofSeconds(3);
  private static final Duration BACK = Duration.ofSeconds(15);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @Mixin
  private Stage stage = new Stage();

  @Mixin
  private Repetition repetition = new Repetition();

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void play(Verdicts verdicts) throws Exception {
    int wanted = repetition.times(stage);
    Random chance = new Random(stage.seed());
    try (ChaosCluster cluster = stage.cluster()) {
      cluster.add(2);
      OpenLoad.Plan plan =
          OpenLoad.Plan.of(repetition.rate(), "/chaos/fast", "/chaos/slow").within(TIMEOUT);
      try (OpenLoad load = cluster.load(plan)) {
        Patience.pass(WARM_UP);
        longStops(cluster, load, chance, wanted, verdicts);
      }
      try (OpenLoad load = cluster.load(plan)) {
        Patience.pass(CALM);
        shortStops(cluster, load, chance, wanted, verdicts);
      }
    }
  }

  private static void longStops(
      ChaosCluster cluster, OpenLoad load, Random chance, int wanted, Verdicts verdicts)
      throws Exception {
    long quiet = System.nanoTime();
    Patience.pass(CALM);
    List<Long> stops = new ArrayList<>();
    int back = 0;
    for (int i = 0; i < wanted; i++) {
      ChaosNode victim = cluster.services().get(chance.nextInt(2));
      stops.add(System.nanoTime());
      victim.stop();
      Patience.pass(LONG_STOP);
      victim.go();
      back += callsComeWithin(BACK, victim, load) ? 1 : 0;
      Patience.pass(CALM);
    }
    Answers answers = load.end();
    Answers noticed = Answers.together(stops.stream()
        .map(stop -> answers.due(stop + NOTICED.toNanos(), stop + LONG_STOP.toNanos())));
    double normal = answers.due(quiet, CALM).normal();
    verdicts.judge(
        NAME,
        "no failed request in " + wanted + " stops of 10 s",
        answers.failures(),
        answers.failed().count() == 0);
    verdicts.judge(
        NAME,
        "p99 from 3 s after a stop is below " + Show.millis(normal),
        Show.millis(noticed.percentile(99)),
        noticed.percentile(99) <= normal);
    verdicts.judge(
        NAME, "gets calls within 15 s of going on", back + " of " + wanted, back == wanted);
    judgeLate(cluster, verdicts);
  }

  /** What the instances counted by the wall clock, and how much the mesh kept from them. */
  private static void judgeLate(ChaosCluster cluster, Verdicts verdicts) throws Exception {
    long late = 0;
    double refused = 0;
    for (ChaosNode node : cluster.services()) {
      late += node.executedLate();
      refused += node.operator().metrics().sum("sennit_link_late_total");
    }
    verdicts.judge(
        NAME,
        "no call was run late",
        late + " run, " + Math.round(refused) + " refused",
        late == 0);
  }

  private static void shortStops(
      ChaosCluster cluster, OpenLoad load, Random chance, int wanted, Verdicts verdicts)
      throws Exception {
    int stayed = 0;
    int back = 0;
    for (int i = 0; i < wanted; i++) {
      ChaosNode victim = cluster.services().get(chance.nextInt(2));
      victim.stop();
      Patience.pass(SHORT_STOP);
      victim.go();
      back += callsComeWithin(AT_ONCE, victim, load) ? 1 : 0;
      boolean evicted = Patience.until(
          () -> !cluster.gateway().operator().members().contains(victim.name()), CALM);
      stayed += evicted ? 0 : 1;
    }
    Answers answers = load.end();
    verdicts.judge(
        NAME,
        "no failed request in " + wanted + " stops of 1 s",
        answers.failures(),
        answers.failed().count() == 0);
    verdicts.judge(
        NAME, "stays a member when stopped for 1 s", stayed + " of " + wanted, stayed == wanted);
    verdicts.judge(
        NAME, "gets calls within 2 s of going on", back + " of " + wanted, back == wanted);
  }

  /** Asks the same process: nothing has been started again. */
  private static boolean callsComeWithin(Duration bound, ChaosNode node, OpenLoad load)
      throws Exception {
    long since = System.nanoTime();
    return Patience.until(() -> load.answeredBy(node.pid(), since), bound);
  }
}
