package io.sennit.node.admin;

import io.sennit.gateway.route.Announced;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.ServiceEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/** All routes that services have announced, and which of them no request takes. */
final class RouteView {
  private final Directory directory;

  RouteView(Directory directory) {
    this.directory = directory;
  }

  JsonObject routes() {
    JsonArray items = new JsonArray();
    Announced.of(directory.services(), Map.of()).stream()
        .sorted(Comparator.comparing((Announced route) -> route.route().path())
            .thenComparing(route -> Objects.requireNonNullElse(route.route().host(), ""))
            .thenComparing(route -> route.route().method())
            .thenComparing(route -> route.conflict() != null))
        .forEach(route -> items.add(route(route)));
    return new JsonObject().put("items", items);
  }

  private JsonObject route(Announced route) {
    ServiceEntry service = Objects.requireNonNull(directory.find(route.id().service()));
    return new JsonObject()
        .put("method", route.route().method())
        .put("path", route.route().path())
        .put("host", route.route().host())
        .put("service", route.id().service())
        .put("operation", route.id().operation())
        .put("access", route.operation().access().encode())
        .put("summary", route.operation().documentation().summary())
        .put("instances", service.callable().size())
        .put("conflict", route.conflict());
  }
}
