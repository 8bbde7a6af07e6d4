package io.sennit.mesh.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What an instance showed in a short time: how its calls ended, and how long they took. */
final class LoadWindow {
  private static final int LEAST_CALLS = 20;
  private static final int LEAST_CALLS_OF_OPERATION = 10;
  private static final long SHORTEST = Duration.ofMillis(100).toNanos();
  private static final long LONGEST = Duration.ofSeconds(5).toNanos();
  private static final long LATE = Duration.ofSeconds(1).toNanos();
  private static final double MANY = 0.1;
  private static final double CLEARLY = 0.75;

  private final long start;
  private final Map<Baseline, Sum> operations = new HashMap<>();
  private final Sum all = new Sum();
  private int calls;
  private int good;
  private int late;
  private int refused;
  private double needed;
  private int inFlight;

  private static final class Sum {
    int calls;
    double nanos;

    void add(double latency) {
      calls++;
      nanos += latency;
    }

    double mean() {
      return calls == 0 ? 0 : nanos / calls;
    }
  }

  LoadWindow(long start) {
    this.start = start;
  }

  void add(Verdict verdict, long latency, Baseline operation, int withIt) {
    calls++;
    inFlight = Math.max(inFlight, withIt);
    refused += verdict == Verdict.OVERLOADED ? 1 : 0;
    if (verdict == Verdict.GOOD) {
      good++;
      took(latency, operation);
    } else if (verdict == Verdict.FAILED && latency >= LATE) {
      // It took at least so long; what fails sooner says nothing of how long calls take.
      late++;
      took(latency, operation);
    }
  }

  private void took(long latency, Baseline operation) {
    all.add((double) latency);
    operations.computeIfAbsent(operation, unseen -> new Sum()).add((double) latency);
    double known = operation.nanos();
    needed += known == 0 ? (double) latency : known;
  }

  /** Long enough for most of its calls to have been sent in it, and enough of them. */
  boolean isEnough(long now) {
    long enough = Math.max(SHORTEST, Math.min(LONGEST, (long) (2 * mean())));
    return calls >= LEAST_CALLS && now - start >= enough;
  }

  /**
   * Keeps what was seen as what the operations need.
   *
   * @param alsoMore whether that may be more than is known; not where calls may have waited behind
   *     those of others
   */
  void teach(boolean alsoMore) {
    operations.forEach((operation, sum) -> {
      boolean less = operation.nanos() == 0 || sum.mean() < operation.nanos();
      if (sum.calls >= LEAST_CALLS_OF_OPERATION && (alsoMore || less)) {
        operation.learn(sum.mean());
      }
    });
  }

  /** Whether it shows that what is thought to be needed was not. */
  boolean isFarBelowKnown() {
    return !isKnown() || mean() < meanNeeded() * CLEARLY;
  }

  double mean() {
    return all.mean();
  }

  double meanNeeded() {
    return all.calls == 0 ? 0 : needed / all.calls;
  }

  int inFlight() {
    return inFlight;
  }

  boolean hasAnswers() {
    return good > 0;
  }

  /** Most of its calls ran into their deadline. */
  boolean isLate() {
    return late > calls / 2;
  }

  /** Whether it is known what its calls need. */
  boolean isKnown() {
    return operations.keySet().stream().allMatch(operation -> operation.nanos() > 0);
  }

  boolean isRefused() {
    return refused > calls * MANY;
  }
}
