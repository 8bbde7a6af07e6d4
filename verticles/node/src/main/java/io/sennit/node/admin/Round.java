package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.feed.Bookmark;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks several services the same, and puts together what they answer. */
final class Round {
  private final Mesh mesh;
  private final String sign;

  /**
   * What came of a round.
   *
   * @param said the answers by service
   * @param silent those that could not answer, and why
   */
  record Answers(Map<String, JsonObject> said, JsonArray silent) {
    /** Items of all answers in one list. */
    List<JsonObject> items() {
      return said.values().stream()
          .flatMap(answer -> answer.getJsonArray("items").stream())
          .map(JsonObject.class::cast)
          .toList();
    }

    /** An answer of its own, that says who is missing. */
    JsonObject json(List<JsonObject> items) {
      JsonObject json = new JsonObject().put("items", new JsonArray(items));
      return silent.isEmpty() ? json : json.put("silent", silent);
    }
  }

  /** @param sign an operation that a service has when it can be asked */
  Round(Mesh mesh, String sign) {
    this.mesh = mesh;
    this.sign = sign;
  }

  /** The services that can be asked: all, or the one that is named. */
  List<String> services(@Nullable String named) {
    List<String> able = mesh.directory().services().stream()
        .filter(service -> service.description().operation(sign) != null)
        .map(ServiceEntry::name)
        .sorted()
        .toList();
    if (named == null) {
      return able;
    }
    if (!able.contains(named)) {
      throw Problem.of(
          Kind.NOT_FOUND,
          "No service '" + named + "' has any of this; these have: "
              + (able.isEmpty() ? "none" : String.join(", ", able)) + ".");
    }
    return List.of(named);
  }

  Future<JsonObject> ask(Call call, String service, String operation, JsonObject input) {
    return mesh.client()
        .of("operator")
        .handle(call.onward(service + "." + operation, input))
        .map(Reply::json);
  }

  /**
   * A page of a list that each service has for itself, with so many items of each; the next one
   * begins where each has stopped.
   */
  Future<JsonObject> page(
      Exchange exchange, @Nullable String named, String operation, JsonObject input) {
    Call call = exchange.call();
    Map<String, Long> after = Bookmark.parse(exchange.query("after")).places();
    List<String> services = services(named).stream()
        .filter(service -> after.isEmpty() || after.containsKey(service))
        .toList();
    return ask(services, service -> {
          Long place = after.get(service);
          return ask(
              call, service, operation, place == null ? input : input.copy().put("after", place));
        })
        .map(answers -> {
          Map<String, Long> next = new TreeMap<>();
          answers.said().forEach((service, page) -> {
            Long place = page.getLong("next");
            if (place != null) {
              next.put(service, place);
            }
          });
          JsonObject json = answers.json(answers.items());
          return next.isEmpty() ? json : json.put("next", new Bookmark(next).toString());
        });
  }

  /** Fails only when nobody answers. */
  Future<Answers> ask(List<String> services, Function<String, Future<JsonObject>> question) {
    Map<String, Future<JsonObject>> asked = services.stream()
        .collect(
            Collectors.toMap(Function.identity(), question, (one, other) -> one, TreeMap::new));
    return Future.join(List.copyOf(asked.values())).transform(all -> {
      Map<String, JsonObject> said = new TreeMap<>();
      JsonArray silent = new JsonArray();
      asked.forEach((service, answer) -> {
        if (answer.succeeded()) {
          said.put(service, answer.result());
        } else {
          silent.add(new JsonObject()
              .put("service", service)
              .put("detail", String.valueOf(answer.cause().getMessage())));
        }
      });
      return said.isEmpty() && all.failed()
          ? Future.failedFuture(all.cause())
          : Future.succeededFuture(new Answers(said, silent));
    });
  }
}
