package io.sennit.mesh.balance;

import java.util.concurrent.TimeUnit;

/** How long the calls of one operation take on average, whichever instance answers. */
public final class UsualLatency {
  /** A microsecond more or less is not worth a decision. */
  static final double LEAST = TimeUnit.MILLISECONDS.toNanos(1);

  private volatile double mean;
  private volatile long measured;

  double nanos() {
    return Math.max(LEAST, mean);
  }

  void add(double took, long now) {
    double known = mean;
    mean = known == 0 ? took : known + Load.weightAfter(now - measured) * (took - known);
    measured = now;
  }
}
