package io.sennit.mesh.guard;

import io.sennit.mesh.policy.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how many calls an instance can have in hand without letting them wait.
 *
 * <p>As long as calls take little longer than they need and the allowed waiting on top, more are
 * allowed; when they take longer, or the instance says that it has too much, fewer.
 *
 * <p>What they need cannot be seen at the limit: calls may wait there, and others may be slow by
 * nature. So an instance at its limit is given next to nothing for a moment every sixteen seconds,
 * and what its calls take then is what they need.
 */
public final class AdaptiveLimit {
  private static final int FIRST = 500;
  private static final long LOOK_EVERY = Duration.ofSeconds(16).toNanos();
  private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final int FAR = 4;
  private static final double TOLERANCE = 1.5;
  private static final double SHRINK = 0.8;
  private static final double FASTEST_SHRINK = 0.5;

  private final Limits policy;
  private double limit;
  private volatile int allowed;
  private LoadWindow window;
  private volatile @Nullable Look look;
  private @Nullable LoadWindow lastFull;
  private long nextLook;
  private boolean nextIsShared;

  /**
   * @param now of a clock of nanoseconds such as {@link SharedTime}: callers whose clocks show the
   *     same look at the same time, so that none takes the waiting behind another for needed
   */
  public AdaptiveLimit(Limits policy, long now) {
    this.policy = policy;
    this.limit = bounded(FIRST);
    this.allowed = (int) limit;
    this.window = new LoadWindow(now);
    this.nextLook = now;
  }

  public boolean hasRoom(int inFlight) {
    return inFlight < allowed;
  }

  /** How many calls the instance may have in hand now. */
  public int allowed() {
    return allowed;
  }

  /** A call has ended, of an operation that needs so long; so many were in hand with it. */
  public void ended(
      Verdict verdict, long latencyNanos, Baseline operation, int inFlight, long now) {
    // Far from its limit an instance has nothing to teach, and this is where calls mostly end.
    if (verdict != Verdict.GOOD || look != null || inFlight >= allowed / FAR) {
      learn(verdict, latencyNanos, operation, inFlight, now);
    }
  }

  private synchronized void learn(
      Verdict verdict, long latencyNanos, Baseline operation, int inFlight, long now) {
    window.add(verdict, latencyNanos, operation, inFlight);
    if (look != null) {
      goOn(look, inFlight, now);
    } else if (now >= nextLook && lastFull != null) {
      begin(new Look(lastFull, now), now);
    } else if (window.isEnough(now)) {
      adjust();
      lastFull = isAtLimit() && window.hasAnswers() && !window.isLate() ? window : null;
      window = new LoadWindow(now);
    }
  }

  private void adjust() {
    double tolerated = TOLERANCE * window.meanNeeded() + policy.queueing().toNanos();
    if (window.isRefused()) {
      limit = Math.min(limit, window.inFlight()) * SHRINK;
    } else if (window.isLate()) {
      limit = Math.min(limit, window.inFlight()) * FASTEST_SHRINK;
    } else if (window.mean() > tolerated && window.inFlight() >= limit / 2) {
      // Calls in hand and latency go together, so this leads to what is tolerated at once.
      double fitting = tolerated / window.mean();
      limit = Math.min(limit, window.inFlight()) * Math.max(FASTEST_SHRINK, fitting);
    } else if (isAtLimit() && window.hasAnswers()) {
      // Less than in proportion: among several callers the smaller ones catch up.
      limit += Math.sqrt(limit);
    }
    limit = bounded(limit);
    allowed = (int) limit;
  }

  private boolean isAtLimit() {
    return window.inFlight() >= limit * SHRINK;
  }

  private double bounded(double wanted) {
    return Math.max(policy.least(), Math.min(wanted, policy.inFlight()));
  }

  private void begin(Look begun, long now) {
    look = begun;
    allowed = begun.allowed();
    window = new LoadWindow(now);
  }

  private void goOn(Look running, int inFlight, long now) {
    if (running.drains(inFlight, now)) {
      window = new LoadWindow(now);
    } else if (running.isOver(window.isEnough(now), now)) {
      // As long as it finds waiting, looking costs nothing but that.
      boolean again = window.isFarBelowKnown();
      window.teach(nextIsShared);
      nextIsShared = !again;
      nextLook = again ? now + LOOK_AGAIN : running.next(LOOK_EVERY, now);
      window = new LoadWindow(now);
      look = null;
      lastFull = null;
      allowed = (int) limit;
    }
  }
}
