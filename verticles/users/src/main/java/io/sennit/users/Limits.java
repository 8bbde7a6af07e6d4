package io.sennit.users;

import java.time.Duration;

/**
 * How often something may be tried in a span of time, which begins with the first attempt.
 *
 * @param ofAccount logins that fail for one email, whether somebody has it or not
 * @param ofAddress logins that fail from one address, behind which many users may sit
 * @param registrations from one address: a fifteenth of those that one thread can hash
 */
record Limits(int ofAccount, int ofAddress, int registrations, Duration span) {
  static final Limits USUAL = new Limits(10, 100, 1_000, Duration.ofMinutes(5));
}
