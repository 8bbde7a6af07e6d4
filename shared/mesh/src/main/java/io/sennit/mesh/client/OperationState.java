package io.sennit.mesh.client;

import io.sennit.mesh.guard.Baseline;
import io.sennit.mesh.guard.LatencyQuantile;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known of an operation whichever instance runs it; it outlives changes of policy. */
record OperationState(
    String name, AtomicInteger inFlight, Baseline baseline, LatencyQuantile latencies) {
  OperationState(String name) {
    this(name, new AtomicInteger(), new Baseline(), new LatencyQuantile());
  }
}
