package io.sennit.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.head.Guard;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every hostile request is answered with a 4xx or a closed connection, in time, and nothing of it
 * gets to a service.
 */
class HostileRequestsTest {
  private static Stand stand;
  private static Volley volley;

  @BeforeAll
  static void start() {
    stand = new Stand();
    volley = stand.behind(Guard.ALL);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void thereAreAThousandAndNoTwoAreTheSame() {
    Set<ByteBuffer> distinct = new HashSet<>();
    for (Corpus corpus : Corpus.values()) {
      for (Hostile request : corpus.requests()) {
        assertThat(distinct.add(ByteBuffer.wrap(request.bytes())))
            .as(request.name())
            .isTrue();
      }
    }
    for (Hostile request : SecondVersion.all()) {
      assertThat(distinct.add(ByteBuffer.wrap(request.bytes())))
          .as(request.name())
          .isTrue();
    }
    assertThat(distinct).hasSizeGreaterThan(1_000);
  }

  @Test
  void isRefusedAsHttp2() {
    assertThat(SecondVolley.faults(stand.port(), SecondVersion.all())).isEmpty();
    assertThat(stand.strangers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isRefused(Corpus corpus) {
    assertThat(volley.faults(corpus.requests())).isEmpty();
    assertThat(stand.strangers()).isEmpty();
    assertThat(volley.isAnswered()).isTrue();
  }
}
