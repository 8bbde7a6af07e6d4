package io.sennit.mesh.message;

/**
 * What a call carries besides its input: how long it may take, for whom, in which trace, the
 * headers passed on, and whether anybody still waits for it.
 */
public record Envelope(
    Deadline deadline, Identity identity, Trace trace, Pairs headers, Cancellation cancellation) {
  /** The envelope of a call that starts here, with as much time as its policy allows. */
  public static Envelope by(Identity identity) {
    return new Envelope(
        Deadline.after(Timeouts.LONGEST), identity, Trace.start(), Pairs.EMPTY, Cancellation.NONE);
  }

  public Envelope within(Deadline limit) {
    return new Envelope(limit.earlier(deadline), identity, trace, headers, cancellation);
  }

  public Envelope as(Identity other) {
    return new Envelope(deadline, other, trace, headers, cancellation);
  }

  public Envelope with(String header, String value) {
    return new Envelope(deadline, identity, trace, headers.with(header, value), cancellation);
  }

  public Envelope until(Cancellation other) {
    return new Envelope(deadline, identity, trace, headers, other);
  }

  /**
   * The same caller, span and deadline for a call made on its behalf, which ends with it; headers
   * are the first call's own.
   */
  public Envelope onward() {
    return new Envelope(deadline, identity, trace, Pairs.EMPTY, cancellation);
  }

  public Envelope in(Trace other) {
    return new Envelope(deadline, identity, other, headers, cancellation);
  }
}
