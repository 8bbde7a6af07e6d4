package io.sennit.gateway.request;

import io.sennit.gateway.rules.Door;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Timings;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Leads to an operation of a service: takes the body whole, and calls it over the mesh. */
public final class OperationEndpoint implements Endpoint {
  private final Vertx vertx;
  private final Door door;
  private final Forwarding mesh;

  public OperationEndpoint(Vertx vertx, Door door, Forwarding mesh) {
    this.vertx = vertx;
    this.door = door;
    this.mesh = mesh;
  }

  /** The same for an operation that has said how large a body may be; the usual is the door's. */
  public OperationEndpoint bounded(Transfer transfer) {
    return transfer.longestBody() == Transfer.WHOLE.longestBody()
        ? this
        : new OperationEndpoint(vertx, door.longestBody(transfer.longestBody()), mesh);
  }

  @Override
  public Future<Reply> serve(Visit visit) {
    visit.deadline();
    return BodyCollector.collect(vertx, visit.request(), door).compose(body -> call(visit, body));
  }

  private Future<Reply> call(Visit visit, Buffer body) {
    Timings timings = visit.timings();
    if (timings == null) {
      return mesh.forward(visit, RequestReader.read(visit, body));
    }
    timings.called();
    return mesh.forward(visit, RequestReader.read(visit, body))
        .onComplete(answered -> timings.answered());
  }
}
