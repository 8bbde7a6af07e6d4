package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What operators see of sagas, and do about them. */
final class SagaRoutes {
  private final Round round;

  SagaRoutes(Mesh mesh) {
    this.round = new Round(mesh, "sagas-list");
  }

  void mount(Router router) {
    router.get("/admin/sagas").handler(Exchange.with(this::list));
    router.get("/admin/sagas/:id").handler(Exchange.with(this::read));
    router.post("/admin/sagas/:id/retry").handler(Exchange.with(this::retry));
  }

  private Future<JsonObject> list(Exchange exchange) {
    JsonObject input = exchange
        .queries("state", "name")
        .put("limit", Math.max(1, exchange.query("limit", 1_000, 100)));
    return round
        .page(exchange, exchange.query("service"), "sagas-list", input)
        .map(page -> page.put("items", newestFirst(page.getJsonArray("items"))));
  }

  private static JsonArray newestFirst(JsonArray sagas) {
    return new JsonArray(sagas.stream()
        .sorted(Comparator.comparing(
                (Object saga) -> Instant.parse(((JsonObject) saga).getString("startedAt")))
            .reversed())
        .toList());
  }

  private Future<JsonObject> read(Exchange exchange) {
    return find(exchange, exchange.call());
  }

  private Future<JsonObject> retry(Exchange exchange) {
    Call call = exchange.call();
    return find(exchange, call)
        .compose(saga -> round.ask(
            call,
            saga.getString("service"),
            "sagas-retry",
            input(exchange).put("name", saga.getString("name"))));
  }

  /** An id says nothing of the service that the saga belongs to, so all are asked. */
  private Future<JsonObject> find(Exchange exchange, Call call) {
    List<String> services = round.services(exchange.query("service"));
    return round
        .ask(
            services,
            service -> round
                .ask(call, service, "sagas-read", input(exchange))
                .recover(failure ->
                    failure instanceof Problem problem && problem.kind() == Kind.NOT_FOUND
                        ? Future.succeededFuture(new JsonObject())
                        : Future.failedFuture(failure)))
        .map(answers -> {
          List<JsonObject> found = answers.said().values().stream()
              .filter(answer -> !answer.isEmpty())
              .toList();
          if (found.size() == 1) {
            return found.get(0);
          }
          throw found.isEmpty() ? missing(exchange, answers) : several(found);
        });
  }

  private static Problem missing(Exchange exchange, Round.Answers answers) {
    String id = exchange.path("id");
    return answers.silent().isEmpty()
        ? Problem.of(Kind.NOT_FOUND, "No saga has the id '" + id + "'.")
        : Problem.of(
            Kind.UNAVAILABLE,
            "No saga '" + id + "' was found, and not all services answer: "
                + answers.silent().getJsonObject(0).getString("detail"));
  }

  private static Problem several(List<JsonObject> found) {
    List<String> services =
        found.stream().map(saga -> saga.getString("service")).toList();
    return Problem.of(
        Kind.CONFLICT,
        "Several services have a saga of this id: say which with service=, one of "
            + String.join(", ", services) + ".");
  }

  private static JsonObject input(Exchange exchange) {
    return exchange.queries("name").put("id", exchange.path("id"));
  }
}
