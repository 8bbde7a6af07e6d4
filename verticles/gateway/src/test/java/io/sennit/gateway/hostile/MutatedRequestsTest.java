package io.sennit.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.head.Guard;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Good requests with a few bytes changed, the same for everybody. */
class MutatedRequestsTest {
  private static final long SEED = 20_261_128;
  private static final int NUMBER = 1_500;

  private static Stand stand;

  @BeforeAll
  static void start() {
    stand = new Stand();
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void noneMakesTheGatewayFailOrHang() {
    Volley volley = stand.behind(Guard.ALL);

    assertThat(volley.failures(new Mutations(SEED).next(NUMBER))).isEmpty();
    assertThat(stand.strangers()).isNotEmpty().noneMatch(call -> call.startsWith("shelf.smuggled"));
    assertThat(volley.isAnswered()).isTrue();
  }

  @Test
  void someMakeAWeakerGatewayFail() {
    Volley volley = stand.behind(EnumSet.complementOf(EnumSet.of(Guard.VERSION, Guard.UPGRADE)));

    assertThat(volley.failures(new Mutations(SEED).next(NUMBER))).isNotEmpty();
  }
}
