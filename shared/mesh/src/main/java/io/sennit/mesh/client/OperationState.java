package io.sennit.mesh.client;

import io.sennit.mesh.guard.Baseline;
import io.sennit.mesh.guard.LatencyQuantile;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known of an operation whichever instance runs it; it outlives changes of policy. */
record OperationState(AtomicInteger inFlight, Baseline baseline, LatencyQuantile latencies) {
  OperationState() {
    this(new AtomicInteger(), new Baseline(), new LatencyQuantile());
  }
}
