package io.sennit.mesh.guard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/** A server in virtual time: so many calls at once, the others wait in the order they came. */
final class SimulatedServer {
  static final int UNLIMITED = Integer.MAX_VALUE;

  private final VirtualTime time;
  private final int workers;
  private final Queue<SimulatedCall> waiting = new ArrayDeque<>();
  private LongSupplier service;
  private int busy;

  /** @param service how many nanoseconds the next call takes */
  SimulatedServer(VirtualTime time, int workers, LongSupplier service) {
    this.time = time;
    this.workers = workers;
    this.service = service;
  }

  /** One whose calls take as long as they do in real life: some short, some long. */
  static SimulatedServer of(VirtualTime time, int workers, Duration mean) {
    return new SimulatedServer(time, workers, () -> time.about(mean));
  }

  void takes(Duration mean) {
    service = () -> time.about(mean);
  }

  void take(SimulatedCall call) {
    waiting.add(call);
    next();
  }

  private void next() {
    while (busy < workers && !waiting.isEmpty()) {
      SimulatedCall call = waiting.remove();
      if (!call.hasEnded()) {
        busy++;
        time.after(service.getAsLong(), () -> {
          busy--;
          call.end(Verdict.GOOD);
          next();
        });
      }
    }
  }
}
