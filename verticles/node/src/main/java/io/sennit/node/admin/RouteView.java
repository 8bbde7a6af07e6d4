package io.sennit.node.admin;

import io.sennit.gateway.route.Announced;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.ServiceEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** All routes that there are, and which of them no request takes. */
final class RouteView {
  private final Directory directory;
  private final List<OwnRoute> own;

  /** @param own those of the gateway on this node, if it has one */
  RouteView(Directory directory, List<OwnRoute> own) {
    this.directory = directory;
    this.own = own;
  }

  JsonObject routes() {
    JsonArray items = new JsonArray();
    Announced.all(directory.services(), own).stream()
        .sorted(Comparator.comparing((Announced route) -> route.route().path())
            .thenComparing(route -> Objects.requireNonNullElse(route.route().host(), ""))
            .thenComparing(route -> route.route().method())
            .thenComparing(route -> route.conflict() != null))
        .forEach(route -> items.add(route(route)));
    return new JsonObject().put("items", items);
  }

  private JsonObject route(Announced route) {
    // What the gateway has itself, or outside of the mesh, has no instances there.
    ServiceEntry service = directory.find(route.id().service());
    return new JsonObject()
        .put("method", route.route().method())
        .put("path", route.route().path())
        .put("host", route.route().host())
        .put("service", route.id().service())
        .put("operation", route.id().operation())
        .put("access", route.operation().access().encode())
        .put("summary", route.operation().documentation().summary())
        .put("instances", service == null ? null : service.callable().size())
        .put("conflict", route.conflict());
  }
}
