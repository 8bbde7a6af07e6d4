package io.sennit.mesh.guard;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time that passes as fast as what happens in it can be computed; the same in every run. */
final class VirtualTime {
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
  private final Random random = new Random(7);
  private long now;
  private long number;

  private record Event(long time, long number, Runnable task) {}

  long now() {
    return now;
  }

  Random random() {
    return random;
  }

  /** Nanoseconds that are so long on average, as times between independent events are. */
  long about(Duration mean) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean.toNanos());
  }

  void after(long nanos, Runnable task) {
    events.add(new Event(now + Math.max(1, nanos), number++, task));
  }

  void passes(Duration time) {
    long end = now + time.toNanos();
    while (!events.isEmpty() && events.element().time() <= end) {
      Event event = events.remove();
      now = event.time();
      event.task().run();
    }
    now = end;
  }
}
