package io.sennit.bench.calls;

import io.sennit.bench.measure.Load.Measured;
import java.time.Duration;

/** A way to call another process, which takes its turn with others. */
interface Caller {
  /** Keeps its calls in flight for that long; the processor time in it is the caller's. */
  Measured run(Duration time) throws Exception;

  /** The processor time that all others than the caller have used so far. */
  Duration otherCpu();
}
