package io.sennit.gateway.rollout;

import io.sennit.gateway.rollout.Tally.Count;
import io.sennit.gateway.rules.Rollout.Guard;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of a service on trial: one that fails clearly more often than the others is given
 * nothing any more, in all operations of the service. It begins anew with other rules, and with
 * another start of the gateway.
 */
final class Trial {
  private static final Logger log = LoggerFactory.getLogger(Trial.class);
  private static final int REMEMBERED = 10;
  private static final String OTHERS = "";
  // A difference that comes about by chance in one of some hundred trials.
  private static final double DEVIATIONS = 3;

  private final String service;
  private final Guard guard;
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final Map<Entry, Tally> tallies = new ConcurrentHashMap<>();

  private record Entry(String operation, String version) {}

  Trial(String service, Guard guard) {
    this.service = service;
    this.guard = guard;
  }

  boolean isStopped(String version) {
    return !stopped.isEmpty() && stopped.contains(version);
  }

  /** A call that was given to a version, or to none in particular, has ended. */
  void ended(String operation, @Nullable String version, boolean failed) {
    Count count = tally(operation, version == null ? OTHERS : version).add(failed);
    if (version != null && failed && count.calls() >= guard.leastCalls()) {
      judge(operation, version, count, tally(operation, OTHERS).count());
    }
  }

  private Tally tally(String operation, String version) {
    Entry entry = new Entry(operation, version);
    Tally known = tallies.get(entry);
    return known != null
        ? known
        : tallies.computeIfAbsent(entry, e -> new Tally(REMEMBERED * guard.leastCalls()));
  }

  private void judge(String operation, String version, Count its, Count others) {
    double above = its.share() - others.share();
    if (above > guard.abortAbove()
        && above > DEVIATIONS * deviation(its, others)
        && stopped.add(version)) {
      log.warn(
          "The roll-out of {} {} is stopped: {} of its last {} calls of {} failed, and {} of {} of"
              + " other versions; these get its share until the rules change or the node starts"
              + " again",
          service,
          version,
          its.failures(),
          its.calls(),
          operation,
          others.failures(),
          others.calls());
    }
  }

  /** By how much two shares of failures differ by chance alone. */
  private static double deviation(Count one, Count other) {
    double both = (double) (one.failures() + other.failures()) / (one.calls() + other.calls());
    double spread = 1.0 / one.calls() + (other.calls() == 0 ? 0 : 1.0 / other.calls());
    return Math.sqrt(both * (1 - both) * spread);
  }
}
