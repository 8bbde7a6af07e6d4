package io.sennit.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.policy.Balancing.Strategy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  @Test
  void theNarrowerScopeDecidesFieldByField() {
    Policies policies = Policies.read(new JsonObject("""
        {"*": {"timeout": "5s", "retries": {"attempts": 2}},
         "orders": {"retries": {"budget": 0.1}, "balancing": {"strategy": "round-robin"}},
         "orders.place": {"timeout": "1500ms"}}"""));

    Policy place = policies.of(OperationId.parse("orders.place"));
    assertThat(place.timeout()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(place.retries()).isEqualTo(new Retries(2, Duration.ofMillis(10), 0.1, 10));
    assertThat(place.balancing().strategy()).isEqualTo(Strategy.ROUND_ROBIN);
    assertThat(policies.of(OperationId.parse("orders.read")).timeout())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(policies.of("orders").retries().budget()).isEqualTo(0.1);
    assertThat(policies.of("users").retries())
        .isEqualTo(new Retries(2, Duration.ofMillis(10), 0.2, 10));
  }

  @Test
  void withoutAnyTheDefaultsHold() {
    assertThat(Policies.defaults().of(OperationId.parse("time.now"))).isEqualTo(Policy.DEFAULT);
    assertThat(Policies.read(new JsonObject().put("*", Policy.DEFAULT.toJson())).of("time"))
        .as("the defaults as they are written are the defaults")
        .isEqualTo(Policy.DEFAULT);
  }

  @Test
  void everyFaultIsNamedWithItsPlace() {
    BadPolicies bad =
        catchThrowableOfType(BadPolicies.class, () -> Policies.read(new JsonObject("""
            {"Time": {}, "time": 3,
             "orders": {"timeout": "soon", "retries": {"attempts": 0, "tries": 2}, "limits": 5},
             "orders.read": {"balancing": {"strategy": "best", "key": "cookie:x"},
                             "breaker": {"failures": 1.5}, "hedging": {"enabled": "yes"}}}""")));

    assertThat(bad.faults())
        .containsExactlyInAnyOrder(
            "'Time' is no scope: write *, SERVICE or SERVICE.OPERATION",
            "time is '3': write an object",
            "orders.timeout is 'soon': a time such as 250ms, 2s or 1m, from 1ms to 600000ms",
            "orders.retries.attempts is '0': a whole number from 1 to 10",
            "orders.retries has no 'tries'; it has attempts, budget, floor, pause",
            "orders.limits is '5': write an object",
            "orders.read.balancing.strategy is 'best': one of least-loaded, round-robin, random, hash",
            "orders.read.balancing.key is 'cookie:x': write path:NAME, header:NAME or identity",
            "orders.read.breaker.failures is '1.5': a number from 0 to 1",
            "orders.read.hedging.enabled is 'yes': true or false");
  }

  @Test
  void aKeyIsReadFromWhatThePolicyNames() {
    assertThat(HashKey.parse("path:id")).hasToString("path:id");
    assertThat(HashKey.parse("header:X-Tenant")).hasToString("header:x-tenant");
    assertThat(HashKey.parse("identity")).hasToString("identity");
    assertThat(HashKey.parse("header:")).isNull();
  }
}
