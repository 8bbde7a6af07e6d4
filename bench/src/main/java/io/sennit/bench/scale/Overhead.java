package io.sennit.bench.scale;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.calls.Echo;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.measure.Load;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.options.Repeats;
import io.sennit.mesh.message.Call;
import io.sennit.testkit.TestCluster;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The processor time of a call in a cluster of three nodes and in one of twenty, both in this JVM.
 * Both are there all the time, so that what they use at rest is the same in each turn; it is
 * measured in each round and taken off, since no call is to blame for it.
 */
final class Overhead {
  private static final int FEW = 3;
  private static final int MANY = 20;
  private static final int IN_FLIGHT = 64;
  private static final int IN_FLIGHT_OF_EACH = IN_FLIGHT / (FEW - 1);
  private static final double MOST_GROWTH = 1.1;
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** On two nodes of either cluster: only the size of the cluster differs. */
  private static final String ON_TWO = "echo-on-two";

  /** On each node but the caller's: 2 or 19 to choose from, and links to as many. */
  private static final String ON_EACH = "echo-on-each";

  private static final String REFERENCE = FEW + " nodes";
  private static final String SAME_SERVERS = MANY + " nodes, two that serve";
  private static final String ALL_SERVE = MANY + " nodes, 19 that serve as many each";
  private static final String SPREAD = MANY + " nodes, 19 that share the same calls";
  private static final String REST = "at rest, of a core";

  private final Repeats repeats;
  private final Figures figures =
      new Figures("CPU us per call in the test kit, " + IN_FLIGHT + " in flight");
  private long failures;

  Overhead(Repeats repeats) {
    this.repeats = repeats;
  }

  Figures run(Verdicts verdicts) throws Exception {
    try (TestCluster few = TestCluster.of(FEW);
        TestCluster many = TestCluster.of(MANY)) {
      host(few, ON_TWO, FEW - 1);
      host(many, ON_TWO, FEW - 1);
      host(many, ON_EACH, MANY - 1);
      Load fromFew = new Load(few.node(0).vertx(), IN_FLIGHT);
      Load fromMany = new Load(many.node(0).vertx(), IN_FLIGHT);
      Load toEach = new Load(many.node(0).vertx(), IN_FLIGHT_OF_EACH * (MANY - 1));
      load(fromFew, few, ON_TWO, WARM_UP);
      load(fromMany, many, ON_TWO, WARM_UP);
      load(fromMany, many, ON_EACH, WARM_UP);
      for (int round = 0; round < repeats.rounds(); round++) {
        double rest = rest(repeats.turn());
        figures.add(REST, rest);
        Duration turn = repeats.turn();
        figures.add(REFERENCE, perCall(load(fromFew, few, ON_TWO, turn), rest));
        figures.add(SAME_SERVERS, perCall(load(fromMany, many, ON_TWO, turn), rest), REFERENCE);
        figures.add(ALL_SERVE, perCall(load(toEach, many, ON_EACH, turn), rest), REFERENCE);
        figures.add(SPREAD, perCall(load(fromMany, many, ON_EACH, turn), rest), REFERENCE);
      }
    }
    judge(SAME_SERVERS, verdicts);
    judge(ALL_SERVE, verdicts);
    judge(SPREAD, verdicts);
    verdicts.judge("overhead", "no failed call", Long.toString(failures), failures == 0);
    return figures;
  }

  private static void host(TestCluster cluster, String service, int nodes) {
    for (int i = 1; i <= nodes; i++) {
      cluster.node(i).host(() -> new Echo(service));
    }
    cluster.awaitInstances(service, nodes);
  }

  private Measured load(Load load, TestCluster cluster, String service, Duration time)
      throws Exception {
    String operation = Echo.operation(service);
    var client = cluster.node(0).mesh().client();
    Measured measured = load.run(() -> client.handle(Call.to(operation)), time);
    failures += measured.failures();
    return measured;
  }

  /** Microseconds, without what is used when nobody calls. */
  static double perCall(Measured measured, double rest) {
    double used = measured.cpu().toNanos() - rest * measured.time().toNanos();
    return used / TimeUnit.MICROSECONDS.toNanos(1) / measured.calls();
  }

  /** Processor time that is used when nobody calls, for each second. */
  private static double rest(Duration time) throws InterruptedException {
    long from = System.nanoTime();
    Duration before = Load.ownCpu();
    Patience.pass(time);
    return (double) Load.ownCpu().minus(before).toNanos() / (System.nanoTime() - from);
  }

  private void judge(String contestant, Verdicts verdicts) {
    double ratio = figures.ratio(contestant, REFERENCE);
    verdicts.judge(
        "overhead",
        contestant + ": less than 10 % more than " + FEW + " for a call",
        String.format(Locale.ROOT, "%.2f", ratio),
        ratio < MOST_GROWTH);
  }
}
