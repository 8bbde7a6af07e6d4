package io.sennit.gateway.request;

import io.sennit.gateway.rules.Door;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Timings;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Leads to an operation of a service: takes the body whole, and calls it over the mesh. */
public final class OperationEndpoint implements Endpoint {
  private final Vertx vertx;
  private final Door door;
  private final Calling calling;

  public OperationEndpoint(Vertx vertx, Door door, Calling calling) {
    this.vertx = vertx;
    this.door = door;
    this.calling = calling;
  }

  @Override
  public Future<Reply> serve(Visit visit) {
    visit.deadline();
    return BodyCollector.collect(vertx, visit.request(), door).compose(body -> call(visit, body));
  }

  private Future<Reply> call(Visit visit, Buffer body) {
    Timings timings = visit.timings();
    if (timings == null) {
      return calling.answer(visit, RequestReader.read(visit, body));
    }
    timings.called();
    return calling
        .answer(visit, RequestReader.read(visit, body))
        .onComplete(answered -> timings.answered());
  }
}
