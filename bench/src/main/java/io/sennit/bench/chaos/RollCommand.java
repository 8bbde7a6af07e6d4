package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Nodes that are replaced one after another, as whoever brings out a new version does. */
@Command(
    name = "roll",
    description = "Three gateways and three service nodes are restarted one after another.",
    mixinStandardHelpOptions = true)
final class RollCommand implements Scenario {
  private static final String NAME = "roll";
  private static final int NODES = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

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
    try (ChaosCluster cluster = stage.cluster()) {
      cluster.becomeGateways(NODES);
      cluster.add(NODES);
      play(cluster, "gateways", cluster.gateways(), wanted, verdicts);
      play(cluster, "service nodes", cluster.services(), wanted, verdicts);
    }
  }

  private void play(
      ChaosCluster cluster, String what, List<ChaosNode> nodes, int rounds, Verdicts verdicts)
      throws Exception {
    OpenLoad.Plan plan = OpenLoad.Plan.of(repetition.rate(), "/chaos/fast", "/chaos/slow");
    try (OpenLoad load = cluster.load(plan)) {
      Patience.pass(WARM_UP);
      long quiet = System.nanoTime();
      Patience.pass(CALM);
      long rolling = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        for (ChaosNode node : nodes) {
          node.end();
          node.start().awaitReady();
          Patience.pass(BETWEEN);
        }
      }
      Answers answers = load.end();
      Answers meanwhile = answers.where(answer -> answer.due() - rolling >= 0);
      double normal = answers.due(quiet, CALM).normal();
      String restarts = rounds * nodes.size() + " restarts of " + what;
      verdicts.judge(
          NAME,
          "no failed request in " + restarts,
          answers.failures(),
          answers.failed().count() == 0);
      verdicts.judge(
          NAME,
          "at most 1 of 1,000 was sent when its connection was being closed, in " + restarts,
          load.broken() + " of " + answers.count(),
          load.broken() * 1_000 <= answers.count());
      verdicts.judge(
          NAME,
          "p99 is below " + Show.millis(normal) + ", in " + restarts,
          Show.millis(meanwhile.percentile(99)),
          meanwhile.percentile(99) <= normal);
    }
  }
}
