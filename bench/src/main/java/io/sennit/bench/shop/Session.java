package io.sennit.bench.shop;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/** A user who is logged in, and all that is left to chance about one. */
final class Session {
  /** Well before a token's hour is over. */
  private static final Duration LOGIN_AGAIN = Duration.ofMinutes(40);

  private final Client client;
  private final History history;
  private final Random chance;
  private final String email;
  private final String password;
  private String token = "";
  private long loggedIn;

  Session(Client client, History history, Random chance, String email, String password) {
    this.client = client;
    this.history = history;
    this.chance = chance;
    this.email = email;
    this.password = password;
  }

  /** A user who was not there before; the answer is its id. */
  String register(String name) throws InterruptedException {
    JsonObject user =
        new JsonObject().put("name", name).put("email", email).put("password", password);
    Request request = Request.post("/user", user, 201).once(key());
    Answer answer = client.ask(request, chance);
    String id = answer.isGood() ? answer.json().getString("id") : "";
    if (answer.isGood()) {
      history.note(
          History.Kind.REGISTERED,
          new JsonObject().put("key", request.key()).put("id", id).put("email", email));
    }
    return id;
  }

  void login() throws InterruptedException {
    JsonObject who = new JsonObject().put("email", email).put("password", password);
    Answer answer = client.ask(Request.post("/login", who, 200), chance);
    if (answer.isGood()) {
      token = answer.json().getString("token");
      loggedIn = System.nanoTime();
    }
  }

  Answer ask(Request request) throws InterruptedException {
    if (System.nanoTime() - loggedIn > LOGIN_AGAIN.toNanos()) {
      login();
    }
    return client.ask(request.by(token), chance);
  }

  /** A write with a key of its own, now and then twice. */
  Answer write(Request request) throws InterruptedException {
    Answer answer = ask(request);
    if (answer.isGood() && chance.nextInt(10) == 0) {
      repeat(request, answer);
    }
    return answer;
  }

  /** What was answered is asked for once more. */
  void repeat(Request request, Answer first) throws InterruptedException {
    Answer again = ask(request);
    if (!again.isOpen()) {
      history.replayed(request, first, again);
    }
  }

  String key() {
    return new UUID(chance.nextLong(), chance.nextLong()).toString();
  }

  Random chance() {
    return chance;
  }

  History history() {
    return history;
  }
}
