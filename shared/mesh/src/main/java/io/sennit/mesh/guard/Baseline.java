package io.sennit.mesh.guard;

/**
 * How long an operation takes on average when nothing waits, as it was seen when an
 * {@link AdaptiveLimit} last looked.
 */
public final class Baseline {
  private volatile double known;

  void learn(double nanos) {
    known = nanos;
  }

  /** Nanoseconds, or 0 as long as nobody has looked. */
  double nanos() {
    return known;
  }
}
