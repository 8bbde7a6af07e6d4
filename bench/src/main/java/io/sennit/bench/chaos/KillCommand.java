package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Service nodes that are killed by SIGKILL, one at a time and two of three at once. */
@Command(
    name = "kill",
    description = "kill -9 of one of two service nodes, over and over; then of two of three.",
    mixinStandardHelpOptions = true)
final class KillCommand implements Scenario {
  private static final String NAME = "kill";
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration DEAD = Duration.ofSeconds(4);
  private static final Duration RETURN = Duration.ofSeconds(10);
  private static final double SLOWEST_MILLIS = 1_500;

  @Mixin
  private Stage stage = new Stage();

  @Option(names = "--times", description = "How often a node is killed (20; 5 with --short)")
  private int times;

  @Option(names = "--rate", description = "Requests a second (${DEFAULT-VALUE})")
  private int rate = 200;

  /** A process that was killed. */
  private record Death(long process, long moment) {}

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void play(Verdicts verdicts) throws Exception {
    try (ChaosCluster cluster = stage.cluster()) {
      cluster.add(2);
      oneByOne(cluster, verdicts);
      cluster.add(1);
      twoOfThree(cluster, verdicts);
    }
  }

  private OpenLoad.Plan plan() {
    return OpenLoad.Plan.of(rate, "/chaos/fast", "/chaos/slow");
  }

  private void oneByOne(ChaosCluster cluster, Verdicts verdicts) throws Exception {
    Random chance = new Random(stage.seed());
    List<Death> deaths = new ArrayList<>();
    try (OpenLoad load = cluster.load(plan())) {
      Patience.pass(WARM_UP);
      long quiet = System.nanoTime();
      Patience.pass(CALM);
      int wanted = times > 0 ? times : stage.times(20, 5);
      for (int i = 0; i < wanted; i++) {
        ChaosNode victim = cluster.services().get(chance.nextInt(2));
        deaths.add(kill(victim));
        Patience.pass(DEAD);
        revive(List.of(victim), load);
        Patience.pass(GRACE);
      }
      judge(verdicts, load.end(), quiet, deaths);
    }
  }

  private void judge(Verdicts verdicts, Answers answers, long quiet, List<Death> deaths) {
    Answers before = answers.due(quiet, CALM);
    Answers warm = answers.where(answer -> answer.due() - quiet >= 0);
    Answers dead = Answers.together(deaths.stream()
        .map(death ->
            answers.due(death.moment() + GRACE.toNanos(), death.moment() + DEAD.toNanos())));
    long ghosts = deaths.stream()
        .mapToLong(death -> answers
            .by(death.process())
            .where(answer -> answer.sent() - death.moment() > 0)
            .count())
        .sum();
    double normal = before.normal();
    verdicts.judge(
        NAME,
        "no failed request in " + deaths.size() + " kills",
        answers.failures(),
        answers.failed().count() == 0);
    verdicts.judge(
        NAME, "no request above 1.5 s", warm.slowestInWords(), warm.slowest() <= SLOWEST_MILLIS);
    verdicts.judge(NAME, "no answer by a dead process", Long.toString(ghosts), ghosts == 0);
    verdicts.judge(
        NAME,
        "p99 from 1 s after a kill is below " + Show.millis(normal),
        Show.millis(dead.percentile(99)) + " (before: " + Show.millis(before.percentile(99)) + ")",
        dead.percentile(99) <= normal);
  }

  private void twoOfThree(ChaosCluster cluster, Verdicts verdicts) throws Exception {
    List<ChaosNode> victims = new ArrayList<>(cluster.services());
    Collections.shuffle(victims, new Random(stage.seed()));
    victims.remove(0);
    List<Integer> deadPorts = victims.stream().map(ChaosNode::busPort).toList();
    try (OpenLoad load = cluster.load(plan())) {
      Patience.pass(CALM);
      for (ChaosNode victim : victims) {
        victim.kill();
      }
      long killed = System.nanoTime();
      Patience.pass(DEAD);
      boolean whole = revive(victims, load);
      Patience.untilNanos(killed + RETURN.toNanos());
      int called = callsOf(deadPorts);
      Answers answers = load.end();
      verdicts.judge(
          NAME,
          "no failed request when two of three die",
          answers.failures(),
          answers.failed().count() == 0);
      verdicts.judge(
          NAME, "all three answer within 10 s of their return", whole ? "yes" : "no", whole);
      verdicts.judge(
          NAME, "no dead address called after 10 s", called + " connections", called == 0);
    }
  }

  private static int callsOf(List<Integer> deadPorts) throws IOException {
    try (DeadPorts dead = DeadPorts.listen(deadPorts)) {
      return dead.callsWithin(CALM);
    }
  }

  private static Death kill(ChaosNode victim) {
    long process = victim.pid();
    victim.kill();
    return new Death(process, System.nanoTime());
  }

  /** Starts them again; whether all of them got calls in time. */
  private static boolean revive(List<ChaosNode> dead, OpenLoad load) throws Exception {
    for (ChaosNode node : dead) {
      node.start();
    }
    for (ChaosNode node : dead) {
      node.awaitReady();
    }
    long returned = System.nanoTime();
    return Patience.until(
        () -> dead.stream().allMatch(node -> load.answeredBy(node.pid(), returned)), RETURN);
  }
}
