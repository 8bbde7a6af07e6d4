package io.sennit.mesh.directory;

import io.vertx.core.Vertx;

/**
 * How often the whole is compared: now and then, and several times soon after members have come or
 * gone, because changes can be missed then. However many come and go, it is never more often.
 */
final class Rhythm {
  private static final int TIMES = 5;

  private final Vertx vertx;
  private final Pace pace;
  private final Runnable compare;
  private int soon;

  record Pace(long usualMillis, long quickMillis) {
    static final Pace DEFAULT = new Pace(30_000, 1_000);
  }

  Rhythm(Vertx vertx, Pace pace, Runnable compare) {
    this.vertx = vertx;
    this.pace = pace;
    this.compare = compare;
    vertx.setPeriodic(pace.usualMillis(), timer -> compare.run());
  }

  synchronized void quicken() {
    if (soon == 0) {
      vertx.setTimer(pace.quickMillis(), timer -> beat());
    }
    soon = TIMES;
  }

  private void beat() {
    compare.run();
    synchronized (this) {
      soon--;
      if (soon > 0) {
        vertx.setTimer(pace.quickMillis(), timer -> beat());
      }
    }
  }
}
