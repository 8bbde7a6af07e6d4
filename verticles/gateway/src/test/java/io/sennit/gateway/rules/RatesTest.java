package io.sennit.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.gateway.rules.Rate.Of;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Priority;
import io.sennit.mesh.policy.BadPolicies;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {
  @Test
  void aLimitBelongsToTheScopeThatDeclaresIt() {
    String rules = "{'*':{'rates':{'address':'1000/m'}},'orders':{'rates':{'user':'100/s'}},"
        + "'orders.place':{'rates':{'route':{'rate':'50/10s','burst':7}},'priority':'critical'}}";

    RouteRules place = rules(rules, "orders.place");

    assertThat(place.rates().address())
        .isEqualTo(new Rate("*", Of.ADDRESS, 1_000, Duration.ofMinutes(1), 50));
    assertThat(place.rates().user())
        .isEqualTo(new Rate("orders", Of.USER, 100, Duration.ofSeconds(1), 5));
    assertThat(place.rates().route())
        .isEqualTo(new Rate("orders.place", Of.ROUTE, 50, Duration.ofSeconds(10), 7));
    assertThat(place.priority()).isEqualTo(Priority.CRITICAL);
    assertThat(rules(rules, "users.login").rates().user()).isEqualTo(Rates.DEFAULT.user());
  }

  @Test
  void aNarrowerScopeTakesALimitAway() {
    RouteRules free = rules("{'orders':{'rates':{'user':'none','told':false}}}", "orders.list");

    assertThat(free.rates().user()).isNull();
    assertThat(free.rates().told()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'user':'100'}",
        "{'user':'0/s'}",
        "{'user':'100/d'}",
        "{'user':'1000001/s'}",
        "{'user':100}",
        "{'user':{'burst':5}}",
        "{'user':{'rate':'5/s','burst':0}}",
        "{'user':{'rate':'5/s','more':1}}",
        "{'client':'5/s'}"
      })
  void whatIsNoRateIsToldWithItsPlace(String rates) {
    assertThatThrownBy(() -> rules("{'orders':{'rates':" + rates + "}}", "orders.list"))
        .isInstanceOf(BadPolicies.class)
        .hasMessageContaining("orders.rates");
  }

  @Test
  void whatIsNoNetworkIsToldToo() {
    assertThatThrownBy(() ->
            GatewayRules.read(new JsonObject("{\"proxies\":{\"trusted\":[\"10.0.0.0/33\"]}}")))
        .isInstanceOf(BadPolicies.class)
        .hasMessageContaining("10.0.0.0/33");
  }

  private static RouteRules rules(String routes, String operation) {
    return GatewayRules.read(new JsonObject("{\"routes\":" + routes.replace('\'', '"') + "}"))
        .routes()
        .of(OperationId.parse(operation));
  }
}
