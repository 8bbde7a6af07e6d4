package io.sennit.mesh.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {
  private static final String HEADER = encoded("{\"alg\":\"EdDSA\"}");

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"x\"", ""})
  void aHeaderOrClaimsThatAreNoObjectAreNothing(String json) {
    assertThat(Jws.read(encoded(json) + ".e30.AAAA", 100)).isNull();
    assertThat(Jws.read(HEADER + "." + encoded(json) + ".AAAA", 100).claims()).isNull();
  }

  @Test
  void aTextHasOneSpelling() {
    assertThat(Jws.read(HEADER + ".e30.AA", 100)).isNotNull();
    assertThat(Jws.read(HEADER + ".e30.AA==", 100)).isNull();
    assertThat(Jws.read(HEADER + ".e30.AB", 100))
        .as("the last four bits mean nothing")
        .isNull();
    assertThat(Jws.read(HEADER + ".e30=.AA", 100)).isNull();
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
