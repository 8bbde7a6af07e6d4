package io.sennit.node.slow;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service that takes as long as its caller says; nodes get it by {@code --services}, as they get
 * their users' own.
 */
public final class NapService implements Service {
  private @Nullable Vertx vertx;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("nap")
        .version("1.0.0")
        .operation(nap("take").get("/nap/{millis}").handledBy(this::take))
        // Not to be repeated when an answer is lost, so that its caller notices.
        .operation(nap("insist").post("/nap/{millis}").handledBy(this::take))
        .build();
  }

  private static Operation.Builder nap(String name) {
    return Operation.named(name)
        .access(Access.ANYONE)
        .input(Schema.object().required("millis", Schema.integer().range(1, 60_000)));
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    vertx = context.vertx();
    return Future.succeededFuture();
  }

  private Future<Reply> take(Call call) {
    long millis = call.input().getLong("millis");
    Promise<Reply> over = Promise.promise();
    Objects.requireNonNull(vertx)
        .setTimer(millis, timer -> over.complete(Reply.ok(new JsonObject().put("slept", millis))));
    return over.future();
  }
}
