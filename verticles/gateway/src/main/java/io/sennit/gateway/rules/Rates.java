package io.sennit.gateway.rules;

import io.sennit.gateway.rules.Rate.Of;
import io.sennit.mesh.policy.Fields;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a route takes.
 *
 * @param user of one user; who is nobody's user is not counted
 * @param address of one client address
 * @param route of all together
 * @param told whether answers say how much is left
 */
public record Rates(
    @Nullable Rate user, @Nullable Rate address, @Nullable Rate route, boolean told) {
  /**
   * More than anybody needs who is a person, so that one client that runs wild does not take all.
   * Addresses are not limited: behind one may be a whole company, a proxy or a benchmark.
   */
  public static final Rates DEFAULT =
      new Rates(Rate.of("*", Of.USER, 10_000, Duration.ofSeconds(1)), null, null, true);

  Rates with(String scope, Fields fields) {
    return new Rates(
        Rate.read(fields, scope, Of.USER, user),
        Rate.read(fields, scope, Of.ADDRESS, address),
        Rate.read(fields, scope, Of.ROUTE, route),
        fields.flag("told", told));
  }

  public Stream<Rate> each() {
    return Stream.of(user, address, route).flatMap(Stream::ofNullable);
  }
}
