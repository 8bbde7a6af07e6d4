package io.sennit.mesh.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final String SIGNATURE = "x".repeat(86);

  @Test
  void theSameTextIsTheSameToken() {
    assertThat(new Spelling("head.claims." + SIGNATURE))
        .isEqualTo(new Spelling("head.claims." + SIGNATURE))
        .hasSameHashCodeAs(new Spelling("head.claims." + SIGNATURE));
  }

  @Test
  void aSignatureUnderOtherClaimsIsAnotherToken() {
    assertThat(new Spelling("head.claims." + SIGNATURE))
        .isNotEqualTo(new Spelling("head.climbs." + SIGNATURE));
  }

  @Test
  void anotherSignatureIsLookedForElsewhere() {
    assertThat(new Spelling("head.claims." + SIGNATURE).hashCode())
        .isNotEqualTo(new Spelling("head.claims." + SIGNATURE.substring(1) + "y").hashCode());
  }

  @Test
  void whatIsNoTokenHasASpellingToo() {
    assertThat(new Spelling("")).isEqualTo(new Spelling("")).isNotEqualTo(new Spelling("x"));
  }
}
