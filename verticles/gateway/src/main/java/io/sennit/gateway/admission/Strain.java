package io.sennit.gateway.admission;

import io.sennit.gateway.rules.Overload;

/**
 * Whether an event loop has too much to do: everything has waited for it too long, for a while and
 * without a break. One long wait is a garbage collection, or a neighbour; a queue that stands is
 * more work than there is time.
 */
final class Strain {
  /** While requests are turned away it is looked so many times in a span whether that is enough. */
  private static final int LOOKS = 4;

  private final Overload rules;
  private final Valve valve;
  private long since;
  private long shortest = Long.MAX_VALUE;

  Strain(Overload rules, Valve valve, long now) {
    this.rules = rules;
    this.valve = valve;
    this.since = now;
  }

  /** Something waited so long for the event loop. */
  void waited(long nanos, long now) {
    shortest = Math.min(shortest, nanos);
    long span = rules.span().toNanos();
    if (now - since >= (valve.isOpen() ? span : span / LOOKS)) {
      boolean strained = shortest > rules.delay().toNanos();
      if (strained || !valve.isOpen()) {
        valve.turn(strained);
      }
      since = now;
      shortest = Long.MAX_VALUE;
    }
  }
}
