package io.sennit.bench.calls;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A service whose operation costs nothing, so that the way is measured and not the work. */
public final class Echo implements Service {
  private static final String ANSWERING = "answer";

  /** As large as what the time service answers. */
  static final Buffer ANSWER = Buffer.buffer(
      "{\"time\":\"2026-11-20 11:22:33\",\"iso\":\"2026-11-20T11:22:33Z\",\"zone\":\"UTC\"}");

  private final String name;

  /** @param name of the service, so that there can be several */
  public Echo(String name) {
    this.name = name;
  }

  /** What its only operation is called by. */
  public static String operation(String name) {
    return name + "." + ANSWERING;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(name)
        .operation(Operation.named(ANSWERING)
            .access(Access.ANYONE)
            .input(Schema.object().optional("zone", Schema.string()))
            .handledBy(this::answer))
        .build();
  }

  private Future<Reply> answer(Call call) {
    return Future.succeededFuture(new Reply(200, Pairs.EMPTY, Body.of(ANSWER)));
  }
}
