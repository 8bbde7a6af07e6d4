package io.sennit.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.head.Guard;
import io.vertx.core.http.HttpServer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The requests that a gateway refuses get through one that is weaker; so each of its guards is
 * needed, and each class of requests can find a fault.
 */
class WeakenedGatewayTest {
  private static final int MUCH = 1 << 20;

  private static Stand stand;
  private static HttpServer lenient;

  @BeforeAll
  static void start() {
    stand = new Stand();
    lenient = Lenient.start(stand.vertx());
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @EnumSource
  void withoutThisGuardSomethingGetsThrough(Guard guard) {
    Set<Guard> others = EnumSet.complementOf(EnumSet.of(guard));
    List<Hostile> meant = Arrays.stream(Corpus.values())
        .flatMap(corpus -> corpus.requests().stream())
        .filter(request -> request.guard() == guard)
        .toList();

    assertThat(stand.behind(others).findsFault(meant)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void someOfEachClassGetThroughALenientServer(Corpus corpus) {
    assertThat(new Volley(lenient.actualPort()).findsFault(small(corpus.requests())))
        .isTrue();
  }

  @Test
  void someGetThroughALenientServerAsHttp2() {
    assertThat(SecondVolley.faults(lenient.actualPort(), SecondVersion.all())).isNotEmpty();
  }

  /** It is not on the size of large ones that this depends, and they take their time. */
  private static List<Hostile> small(List<Hostile> requests) {
    return requests.stream().filter(request -> request.bytes().length < 50_000).toList();
  }

  @Test
  void whatIsTooLargeGetsThroughAGatewayWithLargeLimits() {
    Volley volley = stand.behind(Guard.ALL, MUCH, MUCH, MUCH);

    assertThat(volley.faults(small(Corpus.OVERSIZED.requests())))
        .anyMatch(fault -> fault.contains("a query of"))
        .anyMatch(fault -> fault.contains("a value of"));
  }
}
