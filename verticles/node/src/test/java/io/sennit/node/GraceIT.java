package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What one that stops does with the work it has in hand: a service that is slow has some. */
class GraceIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  @Test
  void finishesWhatItHasInHand() throws Exception {
    // given a request that takes a while
    SennitProcess node = node("patient");
    CompletableFuture<HttpResponse<String>> nap = Nap.take(operator(node), 6_000);

    // when the node is told to stop
    node.terminate();

    // then the request is answered and the node ends well
    HttpResponse<String> answer = nap.get(30, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Http.json(answer).getInteger("slept")).isEqualTo(6_000);
    Outcome outcome = node.ended(SOON);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.complaints()).isEmpty();
  }

  @Test
  void leavesWorkInHandWhenItsGraceIsOver() throws Exception {
    // given a request that takes longer than the node may take to stop
    SennitProcess node = node("hurried", "--grace", "1");
    CompletableFuture<HttpResponse<String>> nap = Nap.take(operator(node), 30_000);

    // when the node is told to stop
    node.terminate();

    // then it ends well before the request would
    Outcome outcome = node.ended(SOON);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .contains("leaves with work in hand");
    assertThat(nap).failsWithin(SOON);
  }

  /** A node that is a cluster of its own. */
  private static SennitProcess node(String name, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(
        List.of("gateway", "nap", "--services", Nap.SERVICES, "--cluster-config", "lan"));
    arguments.addAll(List.of(more));
    return sennit.node(name, arguments.toArray(String[]::new)).awaitReady();
  }

  private static Operator operator(SennitProcess node) throws Exception {
    return new Operator(node, sennit.data(node.name()));
  }
}
