package io.sennit.gateway.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only the test moves. */
final class ClockByHand extends Clock {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private volatile Instant now = START;

  void at(Duration afterStart) {
    now = START.plus(afterStart);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
