package io.sennit.node.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Whether a node can do its work: every part is asked, and each must answer in time. */
public final class Health {
  /** How long a part may take to answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Check> checks = new ArrayList<>();
  private volatile boolean draining;

  private record Check(String part, Supplier<Future<Void>> answer) {}

  public synchronized void add(String part, Supplier<Future<Void>> check) {
    checks.add(new Check(part, check));
  }

  /** From now on the node is not ready, so that nobody sends it new work. */
  public void draining() {
    draining = true;
  }

  /** How each part answered. */
  public record Report(boolean up, JsonObject json) {}

  public synchronized Future<Report> report() {
    List<Future<JsonObject>> answers = checks.stream().map(Health::ask).toList();
    boolean refusing = draining;
    return Future.join(answers).map(all -> {
      boolean up = !refusing
          && !answers.isEmpty()
          && answers.stream().allMatch(a -> "UP".equals(a.result().getString("status")));
      JsonArray parts = new JsonArray();
      answers.forEach(a -> parts.add(a.result()));
      String status = refusing ? "DRAINING" : up ? "UP" : "DOWN";
      return new Report(up, new JsonObject().put("status", status).put("checks", parts));
    });
  }

  private static Future<JsonObject> ask(Check check) {
    JsonObject answer = new JsonObject().put("name", check.part());
    return check
        .answer()
        .get()
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(v -> answer.put("status", "UP"))
        .otherwise(failure ->
            answer.put("status", "DOWN").put("detail", String.valueOf(failure.getMessage())));
  }

  /** Proves that the event loops turn. */
  public static Future<Void> turning(Vertx vertx) {
    return vertx.timer(1, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
