package io.sennit.bench.events;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The events of one turn: when each was committed, and when its effect was. Those with numbers
 * beyond its size are told for something else, and not noted.
 */
final class Turn {
  private static final String TEXT = "a text that makes it as long as events usually are: about so";

  private final AtomicLongArray committed;
  private final AtomicLongArray effected;
  private final CountDownLatch left;
  private volatile boolean poisoned;

  Turn(int events) {
    this.committed = new AtomicLongArray(events);
    this.effected = new AtomicLongArray(events);
    this.left = new CountDownLatch(events);
  }

  static JsonObject data(int number) {
    return new JsonObject().put("number", number).put("text", TEXT);
  }

  int events() {
    return committed.length();
  }

  void committed(int number) {
    if (number < events()) {
      committed.set(number, System.nanoTime());
    }
  }

  /** An effect happens once; that it did is what the log is for, and is checked elsewhere. */
  void effected(int number) {
    if (number < events()) {
      effected.set(number, System.nanoTime());
      left.countDown();
    }
  }

  void poison(boolean now) {
    poisoned = now;
  }

  boolean isPoisoned() {
    return poisoned;
  }

  void await(long seconds) throws InterruptedException, TimeoutException {
    if (!left.await(seconds, TimeUnit.SECONDS)) {
      throw new TimeoutException(
          left.getCount() + " of " + events() + " events had no effect within " + seconds + " s");
    }
  }

  /** From the first commit to the last effect. */
  double eventsPerSecond() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < events(); i++) {
      first = Math.min(first, committed.get(i));
      last = Math.max(last, effected.get(i));
    }
    return events() * 1e9 / (last - first);
  }

  /** Milliseconds from commit to effect that so many of a hundred did not exceed. */
  double percentile(double percent) {
    double[] millis = new double[events()];
    for (int i = 0; i < events(); i++) {
      millis[i] = (effected.get(i) - committed.get(i)) / 1e6;
    }
    Arrays.sort(millis);
    return millis[Math.min(events() - 1, (int) Math.ceil(events() * percent / 100) - 1)];
  }

  /** The row that a plain statement would write for it. */
  static Tuple row(long position, int number) {
    return Tuple.of(position, "subject-" + number % Teller.SUBJECTS, (long) number);
  }
}
