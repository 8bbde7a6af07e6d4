package io.sennit.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.auth.ApiKey;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.TrustedKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What who types {@code ./sennit gateway-key} gets. */
class GatewayKeyCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int type(String... words) {
    return SennitCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  @Test
  void aKeyAndWhatTheGatewayTakesForIt() {
    int code = type("gateway-key", "till", "--role", "merchant", "--role", "customer", "--json");

    assertThat(code).isZero();
    JsonObject answer = new JsonObject(out.toString());
    TrustedKey rule = GatewayRules.read(
            new JsonObject().put("keys", JsonArray.of(answer.getJsonObject("rule"))))
        .trust()
        .keys()
        .get(0);
    assertThat(rule.sha256()).isEqualTo(ApiKey.sha256(answer.getString("key")));
    assertThat(rule.name()).isEqualTo("till");
    assertThat(rule.subject()).isEqualTo("key:till");
    assertThat(rule.roles()).containsExactly("merchant", "customer");
  }

  @Test
  void theKeyIsTheFirstLineAndTheRuleTheLast() {
    type("gateway-key", "till", "--subject", "till-7");

    List<String> lines = out.toString().lines().toList();
    JsonObject rule = new JsonObject(lines.get(lines.size() - 1));
    assertThat(rule.getString("sha256")).isEqualTo(ApiKey.sha256(lines.get(0)));
    assertThat(rule.getString("subject")).isEqualTo("till-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sennit:operator", " "})
  void rolesThatNobodyCanHaveAreRefused(String role) {
    assertThat(type("gateway-key", "till", "--role", role)).isEqualTo(2);
    assertThat(err.toString()).contains("is no role that can be given");
    assertThat(out.toString()).isEmpty();
  }
}
