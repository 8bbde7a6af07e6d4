package io.sennit.gateway.auth;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Tells who it thinks asks. */
final class Whoami implements Service {
  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("whoami")
        .operation(
            Operation.named("anyone").get("/anyone").access(Access.ANYONE).handledBy(Whoami::tell))
        .operation(Operation.named("somebody")
            .get("/somebody")
            .access(Access.AUTHENTICATED)
            .handledBy(Whoami::tell))
        .operation(Operation.named("admin")
            .get("/admin")
            .access(Access.roles("admin"))
            .handledBy(Whoami::tell))
        .build();
  }

  private static Future<Reply> tell(Call call) {
    JsonArray headers = new JsonArray();
    for (int i = 0; i < call.headers().size(); i++) {
      headers.add(call.headers().name(i));
    }
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put("subject", call.identity().subject())
        .put("roles", new JsonArray(call.identity().roles()))
        .put("headers", headers)));
  }
}
