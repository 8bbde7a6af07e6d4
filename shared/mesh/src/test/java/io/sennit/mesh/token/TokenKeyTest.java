package io.sennit.mesh.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenKeyTest {
  private static final String SIGNATURE = "x".repeat(86);

  @Test
  void theSameTextIsTheSameToken() {
    assertThat(new TokenKey("head.claims." + SIGNATURE))
        .isEqualTo(new TokenKey("head.claims." + SIGNATURE))
        .hasSameHashCodeAs(new TokenKey("head.claims." + SIGNATURE));
  }

  @Test
  void aSignatureUnderOtherClaimsIsAnotherToken() {
    assertThat(new TokenKey("head.claims." + SIGNATURE))
        .isNotEqualTo(new TokenKey("head.climbs." + SIGNATURE));
  }

  @Test
  void anotherSignatureIsLookedForElsewhere() {
    assertThat(new TokenKey("head.claims." + SIGNATURE).hashCode())
        .isNotEqualTo(new TokenKey("head.claims." + SIGNATURE.substring(1) + "y").hashCode());
  }

  @Test
  void whatIsNoTokenHasAKeyToo() {
    assertThat(new TokenKey("")).isEqualTo(new TokenKey("")).isNotEqualTo(new TokenKey("x"));
  }
}
