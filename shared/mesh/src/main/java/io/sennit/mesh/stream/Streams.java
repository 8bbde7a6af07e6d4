package io.sennit.mesh.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.link.Links;
import io.vertx.core.internal.ContextInternal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All streams of one node. */
public final class Streams {
  private final Links links;
  private final StreamCounters counters = new StreamCounters();
  private final Set<Desk> desks = ConcurrentHashMap.newKeySet();

  public Streams(Links links, MeterRegistry meters) {
    this.links = links;
    Gauge.builder("sennit.streams.open", counters, StreamCounters::open)
        .description("Ends of streams that are open on this node")
        .register(meters);
    Gauge.builder("sennit.streams.held", counters, StreamCounters::bytesHeld)
        .description("Bytes that wait to be sent, to be acknowledged or to be read")
        .baseUnit("bytes")
        .register(meters);
    FunctionCounter.builder("sennit.streams.moved", counters, StreamCounters::bytesMoved)
        .description("Bytes that came in on streams")
        .baseUnit("bytes")
        .register(meters);
  }

  /** A desk on the event loop that this runs on; it is its owner's to close. */
  public Desk desk() {
    ContextInternal current = ContextInternal.current();
    if (current == null || !current.isEventLoopContext()) {
      throw new IllegalStateException("a desk is opened on an event loop, and this thread is none");
    }
    // Not that of one request, which the first stream may be for.
    Desk desk = new Desk(this, links, current.unwrap());
    desks.add(desk);
    return desk;
  }

  void forget(Desk desk) {
    desks.remove(desk);
  }

  /** A node has left: streams with it are over. */
  public void lost(String node) {
    desks.forEach(desk -> desk.lost(node));
  }

  public StreamCounters counters() {
    return counters;
  }
}
