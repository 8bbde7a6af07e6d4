package io.sennit.node.shop;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Keeps diaries, one operation as it should, and the others as mistakes are made. */
final class Careless implements Service {
  private static final Schema WHOSE = Schema.object().required("owner", Schema.string());

  /** What its author wants. */
  static final Map<String, Holding> WANTED = Map.of(
      "careless.read", Holding.aUsers(Careless::diary),
      "careless.leak", Holding.aUsers(Careless::diary),
      "careless.burn", Holding.aUsers(Careless::diary),
      "careless.names", Holding.everybodys(who -> new JsonObject()),
      "careless.gone", Holding.everybodys(who -> new JsonObject()));

  private static JsonObject diary(Caller who) {
    return new JsonObject().put("owner", who.id());
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("careless")
        .operation(Operation.named("read")
            .get("/diary/{owner}")
            .access(Access.AUTHENTICATED)
            .input(WHOSE)
            .handledBy(Careless::onlyOnesOwn))
        .operation(Operation.named("leak")
            .get("/diary/{owner}/pages")
            .access(Access.AUTHENTICATED)
            .input(WHOSE)
            .handledBy(Careless::done))
        .operation(Operation.named("burn")
            .delete("/diary/{owner}")
            .access(Access.ANYONE)
            .input(WHOSE)
            .handledBy(Careless::done))
        .operation(Operation.named("names")
            .get("/diary")
            .access(Access.AUTHENTICATED)
            .handledBy(Careless::broken))
        .operation(Operation.named("forgotten")
            .post("/diary")
            .access(Access.ANYONE)
            .handledBy(Careless::done))
        .operation(Operation.named("audit").get("/diaries").handledBy(Careless::done))
        .build();
  }

  private static Future<Reply> onlyOnesOwn(Call call) {
    boolean may = call.identity().subject().equals(call.input().getString("owner"))
        || call.identity().roles().contains("admin");
    return may
        ? done(call)
        : Future.failedFuture(Problem.of(Kind.NOT_FOUND, "You have no such diary."));
  }

  private static Future<Reply> done(Call call) {
    return Future.succeededFuture(Reply.ok(new JsonObject()));
  }

  private static Future<Reply> broken(Call call) {
    return Future.failedFuture(Problem.of(Kind.FORBIDDEN, "It refuses whom its rule lets in."));
  }
}
