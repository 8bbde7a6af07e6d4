package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.NodeDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole cluster as one node sees it: the directory, and what every node says of itself when
 * asked.
 */
final class ClusterView {
  private final Mesh mesh;
  private final NodeRound round;

  ClusterView(Mesh mesh) {
    this.mesh = mesh;
    this.round = new NodeRound(mesh);
  }

  Future<JsonObject> nodes() {
    return ask().map(said -> {
      JsonArray items = new JsonArray();
      for (NodeDescription node : mesh.directory().nodes()) {
        JsonObject status = said.get(node.id());
        items.add(new JsonObject()
            .put("name", node.name())
            .put("id", node.id())
            .put("state", node.state().name())
            .put("version", node.version())
            .put("pid", node.pid())
            .put("startedAt", node.startedAt().toString())
            .put("addresses", node.addresses())
            .put("answers", status != null)
            .put("heapUsed", status == null ? null : status.getLong("heapUsed")));
      }
      return new JsonObject().put("items", items);
    });
  }

  Future<JsonObject> services() {
    return ask().map(said -> {
      Map<String, JsonObject> loads = new HashMap<>();
      said.values()
          .forEach(status -> status
              .getJsonArray("instances")
              .forEach(i -> loads.put(((JsonObject) i).getString("id"), (JsonObject) i)));
      Sightings sightings = new Sightings(byName(said));
      JsonArray items = new JsonArray();
      mesh.directory().services().stream()
          .filter(service -> !service.name().equals(NodeService.NAME))
          .sorted(Comparator.comparing(ServiceEntry::name))
          .forEach(service -> items.add(service(service, loads, sightings)));
      return new JsonObject().put("items", items);
    });
  }

  /** Asks one node to leave. */
  Future<JsonObject> drain(String name) {
    List<NodeDescription> named = mesh.directory().nodes().stream()
        .filter(node -> node.name().equals(name))
        .toList();
    if (named.size() != 1) {
      String fault = named.isEmpty() ? "No node is named '" : "More than one node is named '";
      return Future.failedFuture(
          Problem.of(Kind.NOT_FOUND, fault + name + "'; GET /admin/nodes lists them."));
    }
    return round.ask(named.get(0).id(), "drain", new JsonObject());
  }

  private Map<String, JsonObject> byName(Map<String, JsonObject> said) {
    Map<String, JsonObject> named = new TreeMap<>();
    mesh.directory().nodes().stream()
        .filter(node -> said.containsKey(node.id()))
        .forEach(node -> named.put(node.name(), said.get(node.id())));
    return named;
  }

  private static JsonObject service(
      ServiceEntry service, Map<String, JsonObject> loads, Sightings sightings) {
    JsonArray instances = new JsonArray();
    for (Instance instance : service.instances()) {
      JsonObject load = loads.get(instance.id());
      JsonArray seen = sightings.of(service.name(), instance.id());
      instances.add(new JsonObject()
          .put("id", instance.id())
          .put("node", instance.nodeName())
          .put("state", instance.state().name())
          .put("version", instance.service().version())
          .put("startedAt", field(load, "startedAt"))
          .put("inHand", field(load, "inHand"))
          .put("served", field(load, "served"))
          .put("zone", instance.placement().zone())
          .put("weight", instance.placement().weight())
          .put("breaker", Sightings.worst(seen))
          .put("seen", seen));
    }
    return new JsonObject()
        .put("name", service.name())
        .put("version", service.description().version())
        .put("since", service.instances().isEmpty() ? null : service.since().toString())
        .put("operations", service.description().toJson().getJsonArray("operations"))
        .put("instances", instances)
        .put("callers", sightings.callers(service.name()));
  }

  private static @Nullable Object field(@Nullable JsonObject load, String name) {
    return load == null ? null : load.getValue(name);
  }

  /** What each node says of itself, by node id; one that does not answer in time is left out. */
  private Future<Map<String, JsonObject>> ask() {
    return round.ask("status", new JsonObject()).map(answers -> {
      Map<String, JsonObject> said = new HashMap<>();
      answers.said().forEach((node, status) -> said.put(node.id(), status));
      return said;
    });
  }
}
