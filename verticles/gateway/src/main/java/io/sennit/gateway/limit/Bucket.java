package io.sennit.gateway.limit;

import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one user, address or route may still ask for: a token bucket, kept as the time at which it
 * is full again (GCRA). A request takes its interval of the room, time gives it back.
 *
 * <p>All gateways keep the same bucket, and hear a moment later what the others let through. So
 * that they do not all give away the same tokens in that moment, a request takes here also what the
 * others let through meanwhile, if all get as much of the limit as they are asked of all requests.
 * What they really let through is set against that; what they did not is given back two beats
 * later.
 */
final class Bucket {
  /** Nobody needs to be told of what is less than this part of the limit. */
  private static final int TRIFLE = 100;

  /** Who was asked for less than this in a beat, lately, is not asked any more. */
  private static final double NOTHING = 0.05;

  private static final long BEAT = Reports.BEAT.toNanos();

  /** How long it takes until what others let through is known here: a beat, and the way. */
  private static final long UNTIL_TOLD = BEAT * 3 / 2;

  /** What was held back out of caution may still be had after it, as far as it came in a beat. */
  private static final int CAUTIOUS_BEATS = 4;

  private final long key;
  private final Limit limit;
  private long fullAt;
  private long ahead;
  private long aheadBefore;
  private long withheld;
  private int asked;
  private int passed;
  private int cautious;
  private double lately;
  private @Nullable Demand elsewhere;
  private boolean awake;

  Bucket(long key, Limit limit, long now) {
    this.key = key;
    this.limit = limit;
    this.fullAt = now;
  }

  long key() {
    return key;
  }

  Limit limit() {
    return limit;
  }

  /**
   * A request wants to pass.
   *
   * @param woken gets this bucket when it has something to tell again
   * @return what is taken of the room with it; or, below zero, how long until there is room for it
   */
  synchronized long take(long now, Queue<Bucket> woken) {
    wake(woken);
    asked++;
    long taken = taken(now);
    long wait = taken + limit.interval() - limit.room();
    if (wait > 0) {
      if (wait <= ahead + aheadBefore) {
        cautious = CAUTIOUS_BEATS;
      }
      return -wait;
    }
    passed++;
    long more = elsewhere == null ? 0 : meanwhile(elsewhere);
    ahead += more;
    fullAt = now + taken + limit.interval() + more;
    return Math.max(1, taken + limit.interval());
  }

  /** What others let through while one request passes here. */
  private long meanwhile(Demand others) {
    double here = Math.max(lately, asked);
    double there = others.all();
    double expected = (double) limit.interval() * there / here;
    if (others.silentShare() > 0) {
      return (long) expected;
    }
    double most = UNTIL_TOLD * there / (here + there) - (double) (ahead + aheadBefore);
    return (long) Math.max(0, Math.min(expected, most));
  }

  /** Another gateway was asked for so many requests, and let so many of them pass. */
  synchronized void hear(
      Peer peer, int askedThere, int passedThere, long now, Queue<Bucket> woken) {
    wake(woken);
    Demand others = elsewhere;
    if (others == null) {
      others = new Demand();
      elsewhere = others;
    }
    others.add(peer, askedThere);
    double wanted = (double) limit.interval() * passedThere;
    long debt = (long) Math.min(wanted, (double) limit.mostTaken());
    long before = Math.min(debt, aheadBefore);
    aheadBefore -= before;
    long since = Math.min(debt - before, ahead);
    ahead -= since;
    // It passed during a beat, in which room came back too: that is no reason to forget it.
    long taken = Math.max(-BEAT, fullAt - now);
    fullAt = now + Math.min(taken + debt - before - since, limit.mostTaken());
  }

  /** What is taken of the room; below zero as long as what was held back is to be had. */
  synchronized long taken(long now) {
    return Math.max(cautious > 0 ? -BEAT : 0, fullAt - now);
  }

  /**
   * A beat is over, which all gateways count their demand in.
   *
   * @param report gets what the others have to know
   * @return whether there may be something to tell at the next one
   */
  synchronized boolean beat(long length, Report report) {
    settle();
    cautious = Math.max(0, cautious - 1);
    lately = (lately + asked) / 2;
    // Not what is silent by nature: with a generous limit nearly all users are far below it.
    if (asked > passed || limit.interval() * passed * TRIFLE > length) {
      report.add(limit, key, asked, passed);
    }
    asked = 0;
    passed = 0;
    awake = lately > NOTHING
        || (elsewhere != null && elsewhere.all() > NOTHING)
        || ahead > 0
        || aheadBefore > 0
        || withheld > 0;
    if (!awake) {
      lately = 0;
      elsewhere = null;
    }
    return awake;
  }

  /** Gives back what was taken for others and not used by them. */
  private void settle() {
    Demand others = elsewhere;
    double silent = 0;
    if (others != null) {
      others.beat();
      silent = others.silentShare();
    }
    long kept = (long) ((double) aheadBefore * silent);
    fullAt -= aheadBefore - kept;
    withheld += kept;
    aheadBefore = ahead;
    ahead = 0;
    if (silent == 0 && withheld > 0) {
      // Who was silent tells now what it did, or is gone and did nothing.
      aheadBefore += withheld;
      withheld = 0;
    }
  }

  private void wake(Queue<Bucket> woken) {
    if (!awake) {
      awake = true;
      woken.add(this);
    }
  }
}
