package io.sennit.mesh.message;

import java.time.Duration;

/**
 * What a call carries besides its input: how long it may take, for whom, in which trace, and the
 * headers passed on.
 */
public record Envelope(Deadline deadline, Identity identity, Trace trace, Pairs headers) {
  /** The envelope of a call that starts here, with the default deadline. */
  public static Envelope by(Identity identity) {
    return new Envelope(Deadline.after(Timeouts.DEFAULT), identity, Trace.start(), Pairs.EMPTY);
  }

  public Envelope within(Duration timeout) {
    return new Envelope(Deadline.after(timeout).earlier(deadline), identity, trace, headers);
  }

  /**
   * The same caller, trace and deadline for a call made on its behalf; headers are the first call's
   * own.
   */
  public Envelope onward() {
    return new Envelope(deadline, identity, trace.child(), Pairs.EMPTY);
  }
}
