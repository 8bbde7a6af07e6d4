package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.http.Shot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Loads contestants until they get no faster: JVMs compile what is asked of them all the time. */
final class WarmUp {
  private static final double FASTER = 1.03;
  private static final int TURNS_WITHOUT_GAIN = 4;
  /** On two cores that are both at work, a compiler comes to the last of it after most of this. */
  private static final Duration AT_LEAST = Duration.ofSeconds(45);

  private static final Duration BOUND = Duration.ofMinutes(2);

  private WarmUp() {}

  /** By the first load until that is settled, and by each of the others once. */
  static void all(List<Contestant> contestants, List<Load> loads, PrintWriter out)
      throws Exception {
    for (Contestant contestant : contestants) {
      out.print(contestant.name() + " warms up: ");
      out.flush();
      out.printf(Locale.ROOT, "%.0f/s%n", untilSettled(contestant, loads.get(0)));
      out.flush();
      for (Load load : loads.subList(1, loads.size())) {
        load.ask().run(contestant.target());
      }
    }
  }

  private static double untilSettled(Contestant contestant, Load load) throws Exception {
    long began = System.nanoTime();
    double best = 0;
    int withoutGain = 0;
    while (goesOn(Duration.ofNanos(System.nanoTime() - began), withoutGain)) {
      Shot shot = load.ask().run(contestant.target());
      if (shot.answers() == 0) {
        throw new IllegalStateException(contestant.name() + " gives no right answer");
      }
      double rate = shot.perSecond();
      withoutGain = rate > best * FASTER ? 0 : withoutGain + 1;
      best = Math.max(best, rate);
    }
    return best;
  }

  private static boolean goesOn(Duration passed, int withoutGain) {
    return passed.compareTo(AT_LEAST) < 0
        || (withoutGain < TURNS_WITHOUT_GAIN && passed.compareTo(BOUND) < 0);
  }
}
