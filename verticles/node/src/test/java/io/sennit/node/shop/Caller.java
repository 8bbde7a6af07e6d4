package io.sennit.node.shop;

import io.sennit.node.Http;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Somebody who asks the shop, each time at the next of its gateways.
 *
 * @param gateways where a path is asked for
 * @param id of the user, or empty for nobody
 * @param token that shows who asks, or empty to show nothing
 */
record Caller(Function<String, URI> gateways, String id, String email, String token) {
  private static final HttpClient CLIENT = Http.client();

  Answer get(String path, String... headers) {
    return ask("GET", path, BodyPublishers.noBody(), headers).join();
  }

  Answer post(String path, JsonObject body, String... headers) {
    return send("POST", path, body, headers).join();
  }

  Answer put(String path, JsonObject body, String... headers) {
    return send("PUT", path, body, headers).join();
  }

  Answer delete(String path, String... headers) {
    return ask("DELETE", path, BodyPublishers.noBody(), headers).join();
  }

  /** Any request with JSON, whose answer is not waited for. */
  CompletableFuture<Answer> send(String method, String path, JsonObject body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "content-type";
    all[headers.length + 1] = "application/json";
    return ask(method, path, BodyPublishers.ofString(body.encode()), all);
  }

  /** Any request, with any bytes. */
  CompletableFuture<Answer> ask(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = Http.request(gateways.apply(path), headers).method(method, body);
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::of);
  }

  /** The same user with another token. */
  Caller with(String other) {
    return new Caller(gateways, id, email, other);
  }
}
