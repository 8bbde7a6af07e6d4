package io.sennit.gateway.cache;

import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;

/**
 * Makes what is kept of a path worthless when somebody has changed something there (RFC 9111,
 * section 4.4), before they learn of it: who writes and then reads, reads what it wrote.
 */
final class Writing implements Forwarding {
  private static final int LEAST_ERROR = 400;

  private final Place place;
  private final Forwarding mesh;
  private final Gossip gossip;

  Writing(Place place, Forwarding mesh, Gossip gossip) {
    this.place = place;
    this.mesh = mesh;
    this.gossip = gossip;
  }

  @Override
  public Future<Reply> forward(Visit visit, Call call) {
    return mesh.forward(visit, call).onComplete(outcome -> {
      boolean mayHaveChanged = outcome.succeeded()
          ? outcome.result().status() < LEAST_ERROR
          : Fetching.isFailing(outcome.cause());
      if (place.isKeeping() && mayHaveChanged) {
        gossip.dropped(place, Asking.pathValues(visit, call));
      }
    });
  }
}
