package io.sennit.bench.shop;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Stands for the users' service, and knows whoever is asked for. */
final class Everybody implements Service {
  @Override
  public ServiceSpec spec() {
    JsonObject known = new JsonObject().put("exists", true);
    return ServiceSpec.named("users")
        .operation(Operation.named("exists")
            .access(Access.roles("admin"))
            .input(Schema.object().required("id", Schema.uuid()))
            .handledBy(call -> Future.succeededFuture(Reply.ok(known))))
        .build();
  }
}
