package io.sennit.gateway.door;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks at all guests of an event loop every now and then: one timer for all of them, which a
 * request does not touch. It belongs to its event loop.
 */
final class Rounds {
  private static final long EVERY_MILLIS = 500;

  private final EventLoop loop;
  private final LongSupplier clock;
  private final Set<Guest> guests = new HashSet<>();
  private final Future<?> timer;

  Rounds(EventLoop loop, LongSupplier clock) {
    this.loop = loop;
    this.clock = clock;
    this.timer =
        loop.scheduleWithFixedDelay(this::walk, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void add(Guest guest) {
    guests.add(guest);
  }

  void remove(Guest guest) {
    guests.remove(guest);
  }

  /** Looks now; done when the future is. */
  Future<?> walkNow() {
    return loop.submit(this::walk);
  }

  Future<Integer> count() {
    return loop.submit(guests::size);
  }

  /** Bytes that its guests have sent so far. */
  Future<Long> received() {
    return loop.submit(() -> guests.stream().mapToLong(Guest::received).sum());
  }

  void end() {
    timer.cancel(false);
  }

  private void walk() {
    long now = clock.getAsLong();
    // Who is shown out leaves the set while it is walked through.
    for (Guest guest : guests.toArray(Guest[]::new)) {
      guest.check(now);
    }
  }
}
