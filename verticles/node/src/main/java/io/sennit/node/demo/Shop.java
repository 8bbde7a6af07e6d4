package io.sennit.node.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running shop, as its clients see it over HTTP. */
final class Shop {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int HOLD_SECONDS = 5;
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final int LOOK_MILLIS = 200;

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT)
      .build();
  private final URI address;

  record Answer(int status, JsonObject body) {}

  Shop(URI address) {
    this.address = address;
  }

  URI address() {
    return address;
  }

  /** What it answers when all is well; anything else ends the demonstration. */
  JsonObject ask(Ask ask) throws DemoFailure, InterruptedException {
    return good(ask, send(ask, newKey()));
  }

  /** An answer of which the asker decides what it means. */
  Answer send(Ask ask) throws DemoFailure, InterruptedException {
    return send(ask, newKey());
  }

  /** The order as it is when nothing of it is under way any more. */
  JsonObject settle(Ask ask) throws DemoFailure, InterruptedException {
    long giveUp = System.nanoTime() + SETTLING.toNanos();
    JsonObject order = good(ask, send(ask.untilSettled(), newKey()));
    while (!isSettled(order)) {
      if (System.nanoTime() > giveUp) {
        throw new DemoFailure("the order " + order.getString("id") + " has not settled within "
            + SETTLING.toSeconds() + " s; look at it with: ./sennit sagas "
            + order.getString("id"));
      }
      pause();
      order = ask(new Ask("GET", "/order/" + order.getString("id"), ask.token(), null, false));
    }
    return order;
  }

  private static void pause() {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
        .join();
  }

  private static boolean isSettled(JsonObject order) {
    JsonObject change = order.getJsonObject("change");
    return !order.getString("status").equals("PENDING")
        && (change == null || !change.getString("state").equals("PENDING"));
  }

  /** All items of a list, page by page. */
  List<JsonObject> list(String path, Person person) throws DemoFailure, InterruptedException {
    List<JsonObject> items = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonObject page = ask(Ask.get(path + after).as(person));
      page.getJsonArray("items", new JsonArray()).forEach(item -> items.add((JsonObject) item));
      String next = page.getString("next");
      after = next == null ? null : "&after=" + next;
    }
    return items;
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** The body of an answer that means that it was done. */
  static JsonObject good(Ask ask, Answer answer) throws DemoFailure {
    if (answer.status() >= 300) {
      JsonObject problem = answer.body();
      throw new DemoFailure(ask.method() + " " + ask.path() + " was answered with "
          + answer.status() + " " + problem.getString("title", "") + ": "
          + problem.getString("detail", ""));
    }
    return answer.body();
  }

  private Answer send(Ask ask, String key) throws DemoFailure, InterruptedException {
    try {
      HttpResponse<String> response = http.sendAsync(request(ask, key), BodyHandlers.ofString())
          .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), new JsonObject(response.body()));
    } catch (ExecutionException unreachable) {
      throw new DemoFailure("no shop answers at " + address
          + "; start one with ./sennit dev, or name another with --http");
    } catch (TimeoutException silent) {
      throw new DemoFailure(address + " has not answered " + ask.method() + " " + ask.path()
          + " within " + LONGEST.toSeconds() + " s; see ./sennit ps");
    } catch (DecodeException foreign) {
      throw new DemoFailure(
          "what answers at " + address + " is no shop of Sennit; name its address with --http");
    }
  }

  private HttpRequest request(Ask ask, String key) {
    JsonObject body = ask.body();
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(ask.path()))
        .method(
            ask.method(),
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("content-type", "application/json");
    }
    if (ask.token() != null) {
      request.header("authorization", "Bearer " + ask.token());
    }
    if (ask.writes()) {
      request.header("idempotency-key", key);
    }
    return (ask.waits() ? request.header("prefer", "wait=" + HOLD_SECONDS) : request).build();
  }
}
