package io.sennit.users;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When keys come and go: a key is announced before it signs, so that everybody knows it by then,
 * and stays as long as tokens live that it has signed.
 *
 * @param signing how long a key signs
 * @param announced how long it is known before
 * @param life how long a token lives
 */
record Rotation(Duration signing, Duration announced, Duration life) {
  static final Rotation USUAL =
      new Rotation(Duration.ofDays(30), Duration.ofMinutes(10), Duration.ofHours(1));

  /** Clocks of nodes differ by less. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /**
   * What has to change.
   *
   * @param nextSignsFrom when a new key is to begin, or null
   */
  record Plan(@Nullable Instant nextSignsFrom, List<String> drop) {
    boolean isEmpty() {
      return nextSignsFrom == null && drop.isEmpty();
    }
  }

  /**
   * @param keys in the order in which they sign
   * @param wanted whether somebody wants a new key now, before the last one has had its time
   */
  Plan plan(List<SigningKey> keys, Instant now, boolean wanted) {
    List<String> drop = new ArrayList<>();
    for (int i = 0; i + 1 < keys.size(); i++) {
      Instant lastSigned = keys.get(i + 1).signsFrom();
      if (lastSigned.plus(life).plus(MARGIN).isBefore(now)) {
        drop.add(keys.get(i).kid());
      }
    }
    return new Plan(next(keys, now, wanted), drop);
  }

  private @Nullable Instant next(List<SigningKey> keys, Instant now, boolean wanted) {
    if (keys.isEmpty()) {
      return now;
    }
    Instant soonest = now.plus(announced);
    Instant due = keys.get(keys.size() - 1).signsFrom().plus(signing);
    return wanted || !due.isAfter(soonest) ? soonest : null;
  }

  /** The key that signs now: the last one whose time has come. */
  static SigningKey current(List<SigningKey> keys, Instant now) {
    SigningKey current = keys.get(0);
    for (SigningKey key : keys) {
      if (!key.signsFrom().isAfter(now)) {
        current = key;
      }
    }
    return current;
  }
}
