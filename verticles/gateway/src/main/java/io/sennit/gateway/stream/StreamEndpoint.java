package io.sennit.gateway.stream;

import io.sennit.gateway.door.Silence;
import io.sennit.gateway.request.RequestReader;
import io.sennit.gateway.rules.Door;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Leads to an operation that streams: the body of a request goes there as it comes. */
public final class StreamEndpoint implements Endpoint {
  private final Vertx vertx;
  private final Door door;
  private final Desks desks;
  private final Forwarding mesh;
  private final Transfer transfer;

  public StreamEndpoint(Vertx vertx, Door door, Desks desks, Forwarding mesh, Transfer transfer) {
    this.vertx = vertx;
    this.door = door;
    this.desks = desks;
    this.mesh = mesh;
    this.transfer = transfer;
  }

  @Override
  public Future<Reply> serve(Visit visit) {
    // The body waits until the service is there to take it.
    visit.request().pause();
    Silence.allow(visit.request(), transfer.idle());
    Call call = RequestReader.opening(visit, transfer.longestBody());
    return desks
        .here()
        .openStream(opening -> mesh.forward(visit, opening), call, transfer)
        .compose(stream -> new Transmission(vertx, visit, stream).run(door));
  }
}
