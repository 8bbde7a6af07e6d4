package io.sennit.gateway.trace;

import io.sennit.gateway.rules.Traces;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Trace;
import java.util.function.LongSupplier;

/**
 * Decides whether the trace of a request is remembered: a share of each route's, and those that
 * their clients remember too. Both are bounded, so that the many of one client leave room for
 * others.
 */
public final class Sampling {
  private static final double UNIT = 0x1p-53;

  private final PerSecond chosen;
  private final PerSecond asked;

  public Sampling(Traces rules, LongSupplier nanos) {
    this.chosen = new PerSecond(rules.most(), nanos);
    this.asked = new PerSecond(rules.asked(), nanos);
  }

  /** Says so to a request whose route has been looked for. */
  public void decide(Visit visit) {
    if ((isAsked(visit) && asked.take()) || (isChosen(visit) && chosen.take())) {
      visit.sample();
    }
  }

  private static boolean isAsked(Visit visit) {
    Trace theirs = visit.asked();
    return theirs != null && theirs.sampled();
  }

  private static boolean isChosen(Visit visit) {
    Target target = visit.target();
    // By the trace, as the access log chooses: a smaller share is a part of a larger one.
    return target != null
        && (visit.trace().low() >>> 11) * UNIT < target.rules().traced();
  }
}
