package io.sennit.gateway.limit;

import io.sennit.gateway.respond.RateFields;
import io.sennit.gateway.rules.Rate;
import io.sennit.mesh.policy.Fields;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A rate, with all that can be worked out of it before the first request. */
final class Limit {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Debts beyond this many spans are forgiven: nobody is locked out by a gateway gone wrong. */
  private static final int LONGEST_DEBT = 8;

  private final Rate rate;
  private final long id;
  private final long interval;
  private final long room;
  private final Quota quota;
  private final RateFields fields;

  Limit(Rate rate) {
    this.rate = rate;
    this.id = KeyedHash.hash(0, 0, rate.scope() + " " + rate.of());
    this.interval = rate.intervalNanos();
    this.room = interval * rate.burst();
    this.quota = new Quota(Fields.text(rate.of()), rate.limit(), rate.window());
    this.fields = new RateFields(quota);
  }

  /** The same in every gateway, for what counts the same requests. */
  long id() {
    return id;
  }

  Rate rate() {
    return rate;
  }

  /** What one request takes of the room, in nanoseconds: until then it has grown again. */
  long interval() {
    return interval;
  }

  /** What may be taken at once, in nanoseconds. */
  long room() {
    return room;
  }

  long mostTaken() {
    return room + LONGEST_DEBT * rate.window().toNanos();
  }

  RateFields fields() {
    return fields;
  }

  /** What is left when so much of the room is taken, in requests of the limit. */
  long remaining(long taken) {
    return (long) (rate.limit() * share(taken));
  }

  /** What is left when so much of the room is taken, from 0 to 1. */
  double share(long taken) {
    return Math.max(0, (double) (room - taken) / (double) room);
  }

  static long seconds(long nanos) {
    return Math.max(1, (nanos + SECOND - 1) / SECOND);
  }

  Problem refusal(long waitNanos) {
    long seconds = seconds(waitNanos);
    String whose = switch (rate.of()) {
      case USER -> "One user";
      case ADDRESS -> "One client address";
      case ROUTE -> "This route";
    };
    return Problem.tooMany(
        whose + " gets " + rate.limit() + " requests in " + Fields.text(rate.window())
            + ", and they are used up; ask again in " + seconds + " s.",
        quota,
        Duration.ofSeconds(seconds));
  }
}
