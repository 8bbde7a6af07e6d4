package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.NodeDescription;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.trace.Spans;
import io.sennit.node.story.Headlines;
import io.sennit.node.story.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What operators see of traces. */
final class TraceRoutes {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int MOST = 1_000;
  private static final int USUAL = 20;
  private static final int LONGEST_MILLIS = 600_000;

  private final NodeRound round;

  TraceRoutes(Mesh mesh) {
    this.round = new NodeRound(mesh);
  }

  void mount(Router router) {
    router.get("/admin/traces").handler(Exchange.with(this::list));
    router.get("/admin/traces/:id").handler(Exchange.with(this::read));
  }

  private Future<JsonObject> list(Exchange exchange) {
    int limit = Math.max(1, exchange.query("limit", MOST, USUAL));
    JsonObject input = new JsonObject()
        .put("limit", limit)
        .put("failed", "true".equals(exchange.query("failed")))
        .put("slower", exchange.query("slower", LONGEST_MILLIS, 0));
    return round
        .ask("traces", input)
        .map(answers -> json(
            new JsonObject()
                .put("items", new JsonArray(Headlines.of(spans(answers.said()), limit))),
            answers.silent()));
  }

  private Future<JsonObject> read(Exchange exchange) {
    String id = exchange.path("id");
    if (!ID.matcher(id).matches()) {
      throw Problem.invalid("id", "must be the 32 hexadecimal digits of a trace, not '" + id + "'");
    }
    return round.ask("spans", new JsonObject().put("trace", id)).map(answers -> {
      List<JsonObject> spans = spans(answers.said()).toList();
      if (spans.isEmpty()) {
        throw missing(id, answers.silent());
      }
      boolean more = answers.said().values().stream().anyMatch(said -> said.getBoolean("more"));
      return json(Story.of(spans).put("more", more), answers.silent());
    });
  }

  /** Of all nodes, each with the name of the one that remembers it. */
  private static Stream<JsonObject> spans(Map<NodeDescription, JsonObject> said) {
    return said.entrySet().stream()
        .flatMap(answer -> answer.getValue().getJsonArray("items").stream()
            .map(span -> ((JsonObject) span).put("node", answer.getKey().name())));
  }

  private static JsonObject json(JsonObject answer, JsonArray silent) {
    return silent.isEmpty() ? answer : answer.put("silent", silent);
  }

  private static Problem missing(String id, JsonArray silent) {
    return silent.isEmpty()
        ? Problem.of(
            Kind.NOT_FOUND,
            "No node remembers the trace " + id
                + ". Only requests that were sampled or failed are remembered, as long as a node runs"
                + " and has room: for its last " + Spans.SAMPLED + " spans of sampled requests, and"
                + " the last " + Spans.FAILED + " failures of each route and operation.")
        : Problem.of(
            Kind.UNAVAILABLE,
            "No node that answers remembers the trace " + id + ", and "
                + silent.getJsonObject(0).getString("node") + " does not answer: "
                + silent.getJsonObject(0).getString("detail"));
  }
}
