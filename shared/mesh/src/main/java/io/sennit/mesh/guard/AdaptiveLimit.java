package io.sennit.mesh.guard;

import io.sennit.mesh.policy.Limits;
import java.time.Duration;

/**
 * Finds out how many calls an instance can have in hand without letting them wait.
 *
 * <p>As long as calls take no longer than the operation needs, more are allowed; when they take
 * twice as long and the allowed waiting on top, or the instance says that it has too much, fewer.
 * While it is at its limit, it is given so little every twenty seconds that nothing can wait, to
 * see anew what the operations need: else waiting that has become usual would count as needed.
 */
public final class AdaptiveLimit {
  private static final int FIRST = 500;
  private static final int LEAST_CALLS = 10;
  private static final long LEAST_WINDOW = Duration.ofMillis(100).toNanos();
  private static final long LOOK_EVERY = Duration.ofSeconds(20).toNanos();
  private static final long LONGEST_LOOK = Duration.ofSeconds(2).toNanos();
  private static final double SHRINK = 0.8;
  private static final double FASTEST_SHRINK = 0.5;
  private static final double GROWTH = 0.1;

  private final Limits policy;
  private double limit;
  private volatile int allowed;
  private Window window;
  private long lookedAt;
  private long lookEnds;
  private boolean looking;

  /** What was seen since the limit was last thought over. */
  private static final class Window {
    final long start;
    int calls;
    int known;
    double latency;
    double needed;
    int inFlight;
    boolean tooMuch;

    Window(long start) {
      this.start = start;
    }

    double mean() {
      return known == 0 ? 0 : latency / known;
    }

    double meanNeeded() {
      return known == 0 ? 0 : needed / known;
    }
  }

  public AdaptiveLimit(Limits policy, long now) {
    this.policy = policy;
    this.limit = Math.max(policy.least(), Math.min(FIRST, policy.inFlight()));
    this.allowed = (int) limit;
    this.window = new Window(now);
    this.lookedAt = now;
  }

  public boolean hasRoom(int inFlight) {
    return inFlight < allowed;
  }

  /** How many calls the instance may have in hand now. */
  public int allowed() {
    return allowed;
  }

  /** A call has ended, of an operation that needs so long; so many were in hand with it. */
  public synchronized void ended(
      Verdict verdict, long latencyNanos, Baseline operation, int inFlight, long now) {
    window.calls++;
    window.inFlight = Math.max(window.inFlight, inFlight);
    if (verdict == Verdict.OVERLOADED) {
      window.tooMuch = true;
    } else if (verdict == Verdict.GOOD) {
      operation.add(latencyNanos, now);
      double needed = operation.nanos();
      if (needed > 0) {
        window.known++;
        window.latency += latencyNanos;
        window.needed += needed;
      }
    }
    // Long enough that its calls were sent under the limit of now.
    long enough = Math.max(LEAST_WINDOW, (long) (2 * window.mean()));
    if (window.calls >= LEAST_CALLS && now - window.start >= enough) {
      think(now);
      window = new Window(now);
    }
  }

  private void think(long now) {
    if (looking) {
      looking = now < lookEnds;
    } else {
      adjust();
      looking = mustLook(now);
    }
    allowed = looking ? allowed : (int) limit;
  }

  private void adjust() {
    double tolerated = 2 * window.meanNeeded() + policy.queueing().toNanos();
    if (window.tooMuch) {
      limit = Math.min(limit, window.inFlight) * SHRINK;
    } else if (window.mean() > tolerated && window.inFlight >= limit / 2) {
      // Calls in hand and latency go together, so this leads to what is tolerated at once.
      double fitting = tolerated / window.mean();
      limit = Math.min(limit, window.inFlight) * Math.max(FASTEST_SHRINK, fitting);
    } else if (window.inFlight >= limit * SHRINK) {
      limit += Math.max(1, limit * GROWTH);
    }
    limit = Math.max(policy.least(), Math.min(limit, policy.inFlight()));
  }

  private boolean mustLook(long now) {
    boolean atLimit = window.inFlight >= limit * SHRINK;
    if (!atLimit || window.known == 0 || now - lookedAt < LOOK_EVERY) {
      return false;
    }
    lookedAt = now;
    lookEnds = now + Math.min(LONGEST_LOOK, LEAST_WINDOW * 2 + (long) (2 * window.mean()));
    double waitless = window.inFlight * window.meanNeeded() / window.mean();
    allowed = Math.max(1, (int) (waitless * SHRINK));
    return true;
  }
}
