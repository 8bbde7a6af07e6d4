package io.sennit.mesh.balance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What a caller has measured of an instance: calls in flight, and how long it takes for one.
 *
 * <p>The latency is an average over the last seconds. Without calls it returns to the usual one, so
 * that an instance that was slow is tried again, and one that nobody calls does not look fast.
 *
 * <p>Several threads may end calls at once. One may then overwrite what another has just measured,
 * which an average can bear; no call is lost from those in flight.
 */
public final class Load {
  private static final double MEMORY = TimeUnit.SECONDS.toNanos(2);
  // Where calls are rare, one of them must not stand for all: what an instance with a small weight
  // took last would look like luck or misfortune beside the average of one with a large weight.
  private static final double MOST_WEIGHT = 1 / 8.0;
  // What fails fast must not look fast. But it must get calls until its breaker has seen enough of
  // them to take it out, and be back soon after it is well: one that always fails looks three times
  // as slow as usual, and where half of the calls fail there is no difference that counts.
  private static final double PENALTY = 3;

  private final LongSupplier clock;
  private final UsualLatency usual;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile double latency;
  private volatile long measured;
  private volatile long progress;

  /**
   * @param clock nanoseconds
   * @param usual what the instances of one operation share
   */
  public Load(LongSupplier clock, UsualLatency usual) {
    this.clock = clock;
    this.usual = usual;
  }

  /** Counts a call; what it returns is for its end. */
  public long start() {
    long now = clock.getAsLong();
    if (inFlight.getAndIncrement() == 0) {
      progress = now;
    }
    return now;
  }

  /**
   * Measures a call that was started.
   *
   * @param now what the clock shows
   * @param failed the instance could not answer; that counts as a slow answer, however quick it was
   */
  public void end(long started, long now, boolean failed) {
    double took = now - started;
    if (failed) {
      took = Math.max(took, PENALTY * usual.nanos());
    } else {
      usual.add(took, now);
    }
    double known = known(now);
    latency = known + weightAfter(now - measured) * (took - known);
    measured = now;
    progress = now;
    inFlight.decrementAndGet();
  }

  public int inFlight() {
    return inFlight.get();
  }

  /** Nanoseconds; never less than a millisecond. */
  public double latency() {
    long now = clock.getAsLong();
    // Where nothing comes back, a call takes as long as that, if not longer.
    double waiting = inFlight.get() == 0 ? 0 : now - progress;
    return Math.max(UsualLatency.LEAST, Math.max(waiting, known(now)));
  }

  private double known(long now) {
    double usually = usual.nanos();
    double last = latency;
    return last == 0 ? usually : usually + fading(now - measured) * (last - usually);
  }

  /** How much a measurement counts that comes so long after the one before. */
  static double weightAfter(long nanos) {
    return Math.min(MOST_WEIGHT, 1 - fading(nanos));
  }

  private static double fading(long nanos) {
    return Math.exp(-Math.max(0, nanos) / MEMORY);
  }
}
