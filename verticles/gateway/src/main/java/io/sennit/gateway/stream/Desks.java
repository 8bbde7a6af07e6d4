package io.sennit.gateway.stream;

import io.sennit.mesh.stream.Desk;
import io.sennit.mesh.stream.Streams;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where a gateway's streams are kept: with the event loop of the request that each is for. */
public final class Desks {
  private final Streams streams;
  private final Map<Thread, Desk> byLoop = new ConcurrentHashMap<>();
  private volatile boolean draining;

  public Desks(Streams streams) {
    this.streams = streams;
  }

  /** The one of the event loop that this runs on. */
  Desk here() {
    Thread loop = Thread.currentThread();
    Desk known = byLoop.get(loop);
    return known == null ? byLoop.computeIfAbsent(loop, first -> streams.desk()) : known;
  }

  boolean isDraining() {
    return draining;
  }

  /** Opens no more WebSockets, and closes those that there are: their clients connect elsewhere. */
  public void drain() {
    draining = true;
    byLoop.values().forEach(Desk::drain);
  }

  /** Ends what is still open. */
  public Future<Void> close() {
    return Future.all(byLoop.values().stream().map(Desk::close).toList()).mapEmpty();
  }
}
