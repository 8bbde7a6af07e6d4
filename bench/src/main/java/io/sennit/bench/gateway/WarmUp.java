package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import java.time.Duration;
import java.util.List;

/** Loads contestants until they get no faster: JVMs compile what is asked of them all the time. */
final class WarmUp {
  private static final double FASTER = 1.03;
  private static final int TURNS_AT_LEAST = 2;
  private static final Duration BOUND = Duration.ofSeconds(40);

  private WarmUp() {}

  static void all(List<Contestant> contestants, Turn.Ask ask) throws Exception {
    for (Contestant contestant : contestants) {
      untilSettled(contestant, ask);
    }
  }

  private static void untilSettled(Contestant contestant, Turn.Ask ask) throws Exception {
    long giveUp = System.nanoTime() + BOUND.toNanos();
    double best = 0;
    int turnsWithoutGain = 0;
    while (turnsWithoutGain < TURNS_AT_LEAST && System.nanoTime() < giveUp) {
      double rate = ask.run(contestant.target()).perSecond();
      turnsWithoutGain = rate > best * FASTER ? 0 : turnsWithoutGain + 1;
      best = Math.max(best, rate);
    }
  }
}
