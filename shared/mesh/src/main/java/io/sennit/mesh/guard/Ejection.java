package io.sennit.mesh.guard;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of a service's instances are out, and whether that is so many that the fault must be
 * elsewhere.
 */
public final class Ejection {
  private final double most;
  private final AtomicInteger out = new AtomicInteger();
  private volatile int instances;

  public Ejection(double most) {
    this.most = most;
  }

  public void instances(int count) {
    instances = count;
  }

  void ejected() {
    out.incrementAndGet();
  }

  void returned() {
    out.decrementAndGet();
  }

  /** With too many out, all of them get calls: some answers are better than none. */
  public boolean panics() {
    int ejected = out.get();
    return ejected > 0 && ejected > most * instances;
  }
}
