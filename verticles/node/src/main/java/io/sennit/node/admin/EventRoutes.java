package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.feed.Logs;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Collectors;

/** What operators see of events, and do about them. */
final class EventRoutes {
  private final Round round;
  private final EventFeed feed;
  private final GroupLag lag;

  EventRoutes(Vertx vertx, Mesh mesh) {
    Logs logs = new Logs(mesh.directory(), mesh.client().of("operator"));
    this.round = new Round(mesh, Logs.READ);
    this.feed = new EventFeed(vertx, round, logs);
    this.lag = new GroupLag(round);
  }

  void mount(Router router) {
    router.get("/admin/events").handler(Exchange.with(feed::read));
    router.get("/admin/events/lag").handler(Exchange.with(lag::read));
    router.get("/admin/events/dead").handler(Exchange.with(this::dead));
    router.get("/admin/events/dead/:id").handler(Exchange.with(this::letter));
    router
        .post("/admin/events/dead/:id/retry")
        .handler(Exchange.with(exchange -> change(exchange, "events-retry")));
    router
        .post("/admin/events/dead/:id/drop")
        .handler(Exchange.with(exchange -> change(exchange, "events-drop")));
    router.post("/admin/events/replay").handler(Exchange.with(this::replay));
  }

  private Future<JsonObject> dead(Exchange exchange) {
    JsonObject input = exchange
        .queries("group", "source", "subject", "state")
        .put("limit", Math.max(1, exchange.query("limit", 1_000, 100)));
    return round.page(exchange, exchange.query("service"), "events-dead", input);
  }

  private Future<JsonObject> letter(Exchange exchange) {
    String id = exchange.path("id");
    return round
        .ask(exchange.call(), service(id), "events-dead", new JsonObject().put("id", id))
        .map(page -> {
          if (page.getJsonArray("items").isEmpty()) {
            throw Problem.of(Kind.NOT_FOUND, "Nothing is parked as " + id + ".");
          }
          return page.getJsonArray("items").getJsonObject(0);
        });
  }

  private Future<JsonObject> change(Exchange exchange, String operation) {
    String id = exchange.path("id");
    return round.ask(exchange.call(), service(id), operation, new JsonObject().put("id", id));
  }

  /** The id of a dead letter begins with the service that could not handle it. */
  private String service(String id) {
    int dash = id.lastIndexOf('-');
    if (dash < 1) {
      throw Problem.invalid("id", "must be like orders-12, not '" + id + "'");
    }
    return round.services(id.substring(0, dash)).get(0);
  }

  private Future<JsonObject> replay(Exchange exchange) {
    JsonObject input = exchange.body();
    Object named = input.getValue("group");
    if (!(named instanceof String group) || group.isEmpty()) {
      throw Problem.invalid("group", "must name a group, as orders/billing");
    }
    Call call = exchange.call();
    int slash = group.indexOf('/');
    Future<String> service = slash > 0
        ? Future.succeededFuture(round.services(group.substring(0, slash)).get(0))
        : owner(call, group);
    input.put("group", group.substring(slash + 1));
    return service.compose(name -> round.ask(call, name, "events-replay", input));
  }

  /** The service that has a group of this name, if it is one alone. */
  private Future<String> owner(Call call, String group) {
    return round
        .ask(
            round.services(null),
            service -> round.ask(call, service, "events-groups", new JsonObject()))
        .map(answers -> {
          List<String> owners = answers.items().stream()
              .filter(one -> one.getString("group").equals(group))
              .map(one -> one.getString("service"))
              .distinct()
              .toList();
          if (owners.size() == 1) {
            return owners.get(0);
          }
          throw owners.isEmpty()
              ? Problem.of(
                  Kind.NOT_FOUND,
                  "No group is named '" + group + "'; GET /admin/events/lag lists them.")
              : Problem.of(
                  Kind.CONFLICT,
                  "Several services have a group '" + group + "': say which, as "
                      + owners.stream()
                          .map(owner -> owner + "/" + group)
                          .collect(Collectors.joining(" or "))
                      + ".");
        });
  }
}
