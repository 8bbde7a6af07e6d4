package io.sennit.users;

import java.time.Duration;

/**
 * How many logins may fail in a span of time, which begins with the first of them.
 *
 * @param ofAccount for one email, whether somebody has it or not
 * @param ofAddress from one address, behind which many users may sit
 */
record Limits(int ofAccount, int ofAddress, Duration span) {
  static final Limits USUAL = new Limits(10, 100, Duration.ofMinutes(5));
}
