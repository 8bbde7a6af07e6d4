package io.sennit.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When keys come, sign and go. */
class RotationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Rotation ROTATION = Rotation.USUAL;

  private final SigningKey first = SigningKey.make(NOW);

  @Test
  void theFirstKeySignsAtOnce() {
    assertThat(ROTATION.plan(List.of(), NOW, false).nextSignsFrom()).isEqualTo(NOW);
  }

  @Test
  void nothingChangesWhileAKeyHasTime() {
    Instant almost = NOW.plus(ROTATION.signing()).minus(ROTATION.announced()).minusSeconds(1);

    assertThat(ROTATION.plan(List.of(first), almost, false).isEmpty()).isTrue();
  }

  @Test
  void theNextKeyIsKnownBeforeItSigns() {
    Instant due = NOW.plus(ROTATION.signing()).minus(ROTATION.announced());

    Instant from = ROTATION.plan(List.of(first), due, false).nextSignsFrom();

    assertThat(from).isEqualTo(due.plus(ROTATION.announced()));
    SigningKey next = SigningKey.make(from);
    List<SigningKey> both = List.of(first, next);
    assertThat(Rotation.current(both, from.minusMillis(1))).isSameAs(first);
    assertThat(Rotation.current(both, from)).isSameAs(next);
    assertThat(ROTATION.plan(both, due, false).isEmpty())
        .as("it is planned once")
        .isTrue();
  }

  @Test
  void aKeyStaysAsLongAsItsTokensLive() {
    Instant from = NOW.plus(ROTATION.signing());
    List<SigningKey> both = List.of(first, SigningKey.make(from));
    Instant lastTokenEnds = from.plus(ROTATION.life());

    assertThat(ROTATION.plan(both, lastTokenEnds, false).drop()).isEmpty();
    assertThat(ROTATION
            .plan(both, lastTokenEnds.plus(Duration.ofMinutes(6)), false)
            .drop())
        .containsExactly(first.kid());
  }

  @Test
  void whoWantsANewKeyGetsOneThatIsAnnounced() {
    assertThat(ROTATION.plan(List.of(first), NOW, true).nextSignsFrom())
        .isEqualTo(NOW.plus(ROTATION.announced()));
  }

  @Test
  void aKeyShowsNothingOfItsPrivateHalf() {
    assertThat(first.toJwk().fieldNames())
        .containsExactlyInAnyOrder("kty", "crv", "kid", "use", "alg", "x");
    assertThat(first.toString()).isEqualTo("signing key " + first.kid());
  }
}
