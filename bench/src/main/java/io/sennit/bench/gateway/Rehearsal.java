package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.http.Shot;
import io.sennit.bench.measure.WarmUp;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What contestants do before it counts. */
final class Rehearsal {
  /** On two cores that are both at work, a compiler comes to the last of it after 45 seconds. */
  private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(45), Duration.ofMinutes(2));

  private Rehearsal() {}

  /** By the first load until they get no faster, and by each of the others once. */
  static void all(List<Contestant> contestants, List<Load> loads, PrintWriter out)
      throws Exception {
    for (Contestant contestant : contestants) {
      out.print(contestant.name() + " warms up: ");
      out.flush();
      double best = WARM_UP.until(() -> perSecond(contestant, loads.get(0)));
      out.printf(Locale.ROOT, "%.0f/s%n", best);
      out.flush();
      for (Load load : loads.subList(1, loads.size())) {
        load.ask().run(contestant.target());
      }
    }
  }

  private static double perSecond(Contestant contestant, Load load) throws Exception {
    Shot shot = load.ask().run(contestant.target());
    if (shot.answers() == 0) {
      throw new IllegalStateException(contestant.name() + " gives no right answer");
    }
    return shot.perSecond();
  }
}
