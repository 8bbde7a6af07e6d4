package io.sennit.bench.measure;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Turns until they get no faster: JVMs compile what is asked of them all the time.
 *
 * @param least however soon that is
 * @param most however late
 */
public record WarmUp(Duration least, Duration most) {
  private static final double FASTER = 1.03;
  private static final int TURNS_WITHOUT_GAIN = 4;

  /**
   * The best rate.
   *
   * @param turn answers what it did in a second
   */
  public double until(Callable<Double> turn) throws Exception {
    long began = System.nanoTime();
    double best = 0;
    int withoutGain = 0;
    while (goesOn(Duration.ofNanos(System.nanoTime() - began), withoutGain)) {
      double rate = turn.call();
      withoutGain = rate > best * FASTER ? 0 : withoutGain + 1;
      best = Math.max(best, rate);
    }
    return best;
  }

  private boolean goesOn(Duration passed, int withoutGain) {
    return passed.compareTo(least) < 0
        || (withoutGain < TURNS_WITHOUT_GAIN && passed.compareTo(most) < 0);
  }
}
