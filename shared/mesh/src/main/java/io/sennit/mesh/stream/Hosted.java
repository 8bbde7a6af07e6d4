package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;

/** An operation that takes streams, at its desk. */
interface Hosted {
  /** Runs the operation for a stream whose opener is ready. */
  void begin(Line line, Call opening);

  /** The call as the operation gets it: it may take as long as its stream, and ends with it. */
  static Call started(Line line, Call opening) {
    Cancellation cancellation = new Cancellation();
    line.whenOver().onFailure(lost -> cancellation.cancel());
    return Wire.started(opening, Deadline.after(line.transfer().lasting()), cancellation);
  }
}
