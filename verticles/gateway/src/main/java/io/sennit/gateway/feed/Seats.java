package io.sennit.gateway.feed;

import io.sennit.gateway.rules.FeedRules;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many streams there are, in all and of each user, and may be. Used on one event loop. */
final class Seats {
  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final FeedRules rules;
  private final FeedMeter meter;
  private final Map<String, Integer> byUser = new HashMap<>();
  private int taken;

  Seats(FeedRules rules, FeedMeter meter) {
    this.rules = rules;
    this.meter = meter;
  }

  /** Why there is none for this user, or null when it is theirs from now on. */
  @Nullable
  Problem take(String user) {
    int own = byUser.getOrDefault(user, 0);
    if (taken >= rules.most()) {
      return Problem.refused(
          "This gateway has as many streams of events as it takes: connect to another one, or later.",
          COME_AGAIN);
    }
    if (own >= rules.mostPerUser()) {
      return Problem.restored(
          Kind.TOO_MANY_REQUESTS,
          "You have " + own + " streams of events open here, which is all that one user gets:"
              + " close one, or read several types in one.",
          List.of(),
          true,
          COME_AGAIN);
    }
    byUser.put(user, own + 1);
    meter.streams(++taken);
    return null;
  }

  void free(String user) {
    meter.streams(--taken);
    byUser.computeIfPresent(user, (name, own) -> own == 1 ? null : own - 1);
  }
}
