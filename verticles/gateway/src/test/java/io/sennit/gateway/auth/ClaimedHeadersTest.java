package io.sennit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedHeadersTest {
  private static final ClaimedHeaders CLAIMED = new ClaimedHeaders("X-Shop-Key");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Shop-Key",
        "X-Api-Key",
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Anything",
        "x_forwarded_for",
        "X-Real-IP",
        "X_Real_Ip",
        "Sennit-Identity",
        "sennit_identity",
        "Sennit-Client-Address",
        "X-Sennit-User",
        "X-Remote-User",
        "Client-Cert"
      })
  void whatClientsSayOfThemselvesIsTakenAway(String name) {
    MultiMap headers = HttpHeaders.headers().add(name, "one").add(name, "two").add("accept", "*/*");

    CLAIMED.strip(headers);

    assertThat(headers.names()).containsExactly("accept");
  }

  @Test
  void whatTheyWantStays() {
    MultiMap headers = HttpHeaders.headers()
        .add("Content-Type", "application/json")
        .add("If-Match", "\"1\"")
        .add("Traceparent", "00-1")
        .add("X-Request-Id", "7");

    CLAIMED.strip(headers);

    assertThat(headers.size()).isEqualTo(4);
  }
}
