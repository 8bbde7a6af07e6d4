package io.sennit.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.gateway.rules.Rollout.Mirror;
import io.sennit.gateway.rules.Rollout.Share;
import io.sennit.gateway.rules.Rollout.Sign;
import io.sennit.gateway.rules.Rollout.Sticky;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.policy.BadPolicies;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void allThatItSaysIsRead() {
    Rollout rollout = read("{'split':[{'version':'2.0.0','weight':10}],"
        + "'header':{'name':'x-canary','value':'yes','version':'2.0.0'},"
        + "'cookie':{'name':'canary','value':'1','version':'2.0.0'},"
        + "'sticky':'address','fallback':false,'abortAbove':0.2,'leastCalls':7,"
        + "'gradual':{'version':'3.0.0','from':5,'to':50,'over':'30m',"
        + "'startedAt':'2026-11-20T10:00:00Z'},"
        + "'mirror':{'service':'orders-shadow','share':0.1,'inFlight':9}}");

    assertThat(rollout.split()).isEqualTo(List.of(new Share("2.0.0", 10)));
    assertThat(rollout.signs().header()).isEqualTo(new Sign("x-canary", "yes", "2.0.0"));
    assertThat(rollout.signs().cookie()).isEqualTo(new Sign("canary", "1", "2.0.0"));
    assertThat(rollout.sticky()).isEqualTo(Sticky.ADDRESS);
    assertThat(rollout.fallback()).isFalse();
    assertThat(rollout.guard()).isEqualTo(new Rollout.Guard(0.2, 7));
    assertThat(rollout.gradual())
        .isEqualTo(new Rollout.Gradual("3.0.0", 5, 50, Duration.ofMinutes(30), START));
    assertThat(rollout.mirror()).isEqualTo(new Mirror("orders-shadow", 0.1, 9));
  }

  @Test
  void anOperationsOwnTakesThePlaceOfItsServices() {
    GatewayRules rules = GatewayRules.read(new JsonObject(("{'routes':{"
            + "'orders':{'rollout':{'split':[{'version':'2.0.0','weight':10}]}},"
            + "'orders.place':{'rollout':{'sticky':'none'}},"
            + "'orders.list':{'logged':0.5}}}")
        .replace('\'', '"')));

    Rollout own = rules.routes().of(OperationId.parse("orders.place")).rollout();
    Rollout taken = rules.routes().of(OperationId.parse("orders.list")).rollout();

    assertThat(Objects.requireNonNull(own).choosesVersions()).isFalse();
    assertThat(Objects.requireNonNull(taken).split()).hasSize(1);
    assertThat(rules.routes().of("users").rollout()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"-1,20", "0,20", "15,30", "30,40", "31,40", "100000,40"})
  void aShareGrowsEvenlyBetweenItsEnds(long minute, double percent) {
    Rollout.Gradual gradual = new Rollout.Gradual("2.0.0", 20, 40, Duration.ofMinutes(30), START);
    assertThat(gradual.share(START.plus(Duration.ofMinutes(minute)))).isEqualTo(percent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'split':[{'weight':10}]}|version is missing",
        "{'split':[{'version':'1','weight':101}]}|from 0 to 100",
        "{'split':[{'version':'1','weight':60},{'version':'2','weight':60}]}|gives away 120 percent",
        "{'split':[{'version':'1','weight':6},{'version':'1','weight':6}]}|to 1 twice",
        "{'split':[{'version':'1','wait':6}]}|has no 'wait'",
        "{'gradual':{'version':'1'}}|needs startedAt",
        "{'gradual':{'version':'1','startedAt':'today'}}|is 'today'",
        "{'header':{'name':'x','value':'y'}}|version is missing",
        "{'sticky':'glue'}|one of identity, address, none",
        "{'mirror':{'service':'No Name'}}|'No Name'",
        "{'mirror':{'share':0.1}}|service is missing",
        "{'canary':{}}|has no 'canary'"
      })
  void whatCannotBeMeantIsRefusedWithTheReason(String rollout, String reason) {
    assertThatThrownBy(() -> read(rollout))
        .isInstanceOf(BadPolicies.class)
        .hasMessageContaining("rollout")
        .hasMessageContaining(reason);
  }

  private static Rollout read(String rollout) {
    JsonObject rules =
        new JsonObject(("{'routes':{'orders':{'rollout':" + rollout + "}}}").replace('\'', '"'));
    return Objects.requireNonNull(GatewayRules.read(rules).routes().of("orders").rollout());
  }
}
