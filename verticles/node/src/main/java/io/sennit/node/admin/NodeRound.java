package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.NodeDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks every node the same, and does not wait long for those that are silent. */
final class NodeRound {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Mesh mesh;

  /**
   * What came of a round.
   *
   * @param said the answers by node
   * @param silent those that could not answer, and why
   */
  record Answers(Map<NodeDescription, JsonObject> said, JsonArray silent) {}

  NodeRound(Mesh mesh) {
    this.mesh = mesh;
  }

  Future<Answers> ask(String operation, JsonObject input) {
    List<NodeDescription> nodes = mesh.directory().nodes();
    List<Future<JsonObject>> answers =
        nodes.stream().map(node -> ask(node.id(), operation, input)).toList();
    return Future.join(answers).transform(all -> {
      Map<NodeDescription, JsonObject> said = new LinkedHashMap<>();
      JsonArray silent = new JsonArray();
      for (int i = 0; i < nodes.size(); i++) {
        Future<JsonObject> answer = answers.get(i);
        if (answer.succeeded()) {
          said.put(nodes.get(i), answer.result());
        } else {
          silent.add(new JsonObject()
              .put("node", nodes.get(i).name())
              .put("detail", String.valueOf(answer.cause().getMessage())));
        }
      }
      return Future.succeededFuture(new Answers(said, silent));
    });
  }

  /** Asks one node alone. */
  Future<JsonObject> ask(String node, String operation, JsonObject input) {
    ServiceEntry entry = mesh.directory().find(NodeService.NAME);
    List<Instance> instances = entry == null ? List.of() : entry.instances();
    return instances.stream()
        .filter(instance -> instance.endpoint().node().equals(node))
        .findFirst()
        .map(instance -> mesh.client()
            .handleOn(
                instance,
                Call.to(NodeService.NAME + "." + operation, input)
                    .as(Identity.OPERATOR)
                    .within(PATIENCE))
            .map(Reply::json))
        .orElseGet(() ->
            Future.failedFuture("the node " + node + " has not started far enough to answer"));
  }
}
