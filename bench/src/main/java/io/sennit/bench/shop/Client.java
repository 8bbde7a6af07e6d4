package io.sennit.bench.shop;

import io.sennit.bench.bars.Patience;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Behaves as the contract tells users to: a request that got no answer, or one that leaves open
 * what became of it, is sent again with the same key, by another gateway and after a pause, until
 * it is answered.
 */
final class Client {
  /** Longer than the deadline of the mesh, so that its own answer comes first. */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int SHORTEST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;

  private final List<URI> gateways;
  private final History history;
  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT)
      .build();

  Client(List<URI> gateways, History history) {
    this.gateways = gateways;
    this.history = history;
  }

  /** The answer that says what became of it, or the last one if none does in all that time. */
  Answer ask(Request request, Random chance) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    int gateway = chance.nextInt(gateways.size());
    boolean unknown = false;
    for (int sent = 1; ; sent++) {
      Answer answer = send(gateways.get(gateway), request);
      history.answered(request, answer);
      unknown |= answer.isUnknown();
      if (!answer.isOpen()) {
        history.ended(request, answer, unknown);
        return answer;
      }
      if (System.nanoTime() - giveUp > 0) {
        history.gaveUp(request, answer);
        return answer;
      }
      gateway = (gateway + 1) % gateways.size();
      Patience.pass(pause(sent, chance));
    }
  }

  /** Grows from one time to the next, and is never the same for all. */
  private static Duration pause(int sent, Random chance) {
    int most = Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << Math.min(sent, 10));
    return Duration.ofMillis(SHORTEST_PAUSE_MILLIS + chance.nextInt(most));
  }

  private Answer send(URI gateway, Request request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(http(gateway, request), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException nothingCame) {
      return Answer.NONE;
    }
  }

  private static HttpRequest http(URI gateway, Request request) {
    JsonObject body = request.body();
    BodyPublisher sent =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
    HttpRequest.Builder builder = HttpRequest.newBuilder(gateway.resolve(request.path()))
        .timeout(SILENCE)
        .method(request.method(), sent);
    if (body != null) {
      builder.header("content-type", "application/json");
    }
    if (request.token() != null) {
      builder.header("authorization", "Bearer " + request.token());
    }
    if (request.key() != null) {
      builder.header("idempotency-key", request.key());
    }
    if (request.waiting() > 0) {
      builder.header("prefer", "wait=" + request.waiting());
    }
    return builder.build();
  }
}
