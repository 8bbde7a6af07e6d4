package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Nobody can serve: retries must not multiply the load. */
@Command(
    name = "storm",
    description = "All instances fail all calls; then all service nodes are killed.",
    mixinStandardHelpOptions = true)
final class StormCommand implements Scenario {
  private static final String NAME = "storm";
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final double MOST = 1.2;

  @Mixin
  private Stage stage = new Stage();

  @Option(names = "--rate", description = "Requests a second (${DEFAULT-VALUE})")
  private int rate = 200;

  @Option(names = "--seconds", description = "How long each form lasts (20; 10 with --short)")
  private int seconds;

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void play(Verdicts verdicts) throws Exception {
    try (ChaosCluster cluster = stage.cluster()) {
      List<ChaosNode> nodes = cluster.add(3);
      Duration length = Duration.ofSeconds(seconds > 0 ? seconds : stage.times(20, 10));
      allFail(cluster, nodes, length, verdicts);
      for (ChaosNode node : nodes) {
        node.fail(0, stage.seed());
      }
      allDie(cluster, nodes, length, verdicts);
    }
  }

  private void allFail(
      ChaosCluster cluster, List<ChaosNode> nodes, Duration length, Verdicts verdicts)
      throws Exception {
    try (OpenLoad load = cluster.load(OpenLoad.Plan.of(rate, "/chaos/flaky"))) {
      Patience.pass(WARM_UP);
      for (ChaosNode node : nodes) {
        node.fail(1, stage.seed());
      }
      double asked = -load.asked();
      double executed = -executed(nodes);
      double sent = -callsSent(cluster);
      Patience.pass(length);
      load.end();
      asked += load.asked();
      executed += executed(nodes);
      sent += callsSent(cluster);
      judge("all fail", "run by the instances", executed, asked, verdicts);
      judge("all fail", "sent by the gateway", sent, asked, verdicts);
    }
  }

  private void allDie(
      ChaosCluster cluster, List<ChaosNode> nodes, Duration length, Verdicts verdicts)
      throws Exception {
    try (OpenLoad load = cluster.load(OpenLoad.Plan.of(rate, "/chaos/fast"))) {
      Patience.pass(WARM_UP);
      double asked = -load.asked();
      double sent = -callsSent(cluster);
      nodes.forEach(ChaosNode::kill);
      Patience.pass(length);
      Answers answers = load.end();
      asked += load.asked();
      sent += callsSent(cluster);
      judge("all are dead", "sent by the gateway", sent, asked, verdicts);
      long silent = answers.where(answer -> answer.status() == 0).count();
      verdicts.judge(
          NAME,
          "all are dead: every request is answered",
          silent + " are not; failed: " + answers.failures(),
          silent == 0);
    }
  }

  private static void judge(
      String fault, String what, double calls, double asked, Verdicts verdicts) {
    verdicts.judge(
        NAME,
        fault + ": calls " + what + " are at most 1.2 times those asked",
        Show.ratio(calls / asked) + " times " + Math.round(asked),
        calls <= MOST * asked);
  }

  private static long executed(List<ChaosNode> nodes) throws Exception {
    long executed = 0;
    for (ChaosNode node : nodes) {
      executed += node.executed();
    }
    return executed;
  }

  private static double callsSent(ChaosCluster cluster) throws Exception {
    return cluster.gateway().operator().metrics().sum("sennit_link_calls_total");
  }
}
