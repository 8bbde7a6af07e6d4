package io.sennit.bench.door;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Slow clients beside normal ones, in rounds with and without: what the normal ones notice. */
@Command(
    name = "slow",
    description = "Four kinds of slow client (slowhttptest): what normal clients notice of each.",
    mixinStandardHelpOptions = true)
final class SlowCommand implements Callable<Integer> {
  private static final double BAR = 2;
  private static final Duration ARRIVAL = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(5);

  @Option(names = "--rate", defaultValue = "500", description = "Normal requests a second (500)")
  private int rate;

  @Option(names = "--slow", defaultValue = "1000", description = "Slow clients at a time (1000)")
  private int slow;

  @Option(names = "--rounds", defaultValue = "5", description = "With and without, each (5)")
  private int rounds;

  @Option(
      names = "--round",
      defaultValue = "4s",
      converter = Span.class,
      description = "How long each is (${DEFAULT-VALUE})")
  private Duration round;

  @Mixin
  private Doorstep doorstep = new Doorstep();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = doorstep.out();
    Verdicts verdicts = new Verdicts(out);
    if (!Attack.isInstalled()) {
      verdicts.notRun("slow", "slowhttptest is not installed; it is a package of Debian");
      verdicts.print();
      return verdicts.exitCode();
    }
    try (Front front = doorstep.front(new JsonObject(), false);
        Visitors visitors = new Visitors(front.address(), rate)) {
      visitors.ask(round);
      for (Attack attack : Attack.values()) {
        measure(front, visitors, attack, verdicts);
      }
    } catch (Exception failure) {
      verdicts.brokenOff("slow", failure);
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private void measure(Front front, Visitors visitors, Attack attack, Verdicts verdicts)
      throws Exception {
    List<Long> calm = new ArrayList<>();
    List<Long> beset = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < rounds; i++) {
      calm.add(visitors.ask(round).micros());
      Process clients = attack.start(front.address(), slow, ARRIVAL.plus(round).plus(REST));
      try {
        Patience.pass(ARRIVAL);
        if (!clients.isAlive() && clients.exitValue() != 0) {
          throw new IllegalStateException("slowhttptest broke off, with " + clients.exitValue());
        }
        Visitors.Seen seen = visitors.ask(round);
        beset.add(seen.micros());
        failed += seen.failed();
      } finally {
        clients.destroyForcibly().onExit().join();
      }
    }
    double ratio = (double) median(beset) / median(calm);
    verdicts.judge(
        attack.title(),
        "p99 of normal clients at most " + (int) BAR + " times, none fails",
        String.format(
            Locale.ROOT,
            "%.2f times (%.1f ms, %.1f ms without), %d failed",
            ratio,
            median(beset) / 1_000.0,
            median(calm) / 1_000.0,
            failed),
        ratio <= BAR && failed == 0);
  }

  private static long median(List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
