package io.sennit.node.life;

import io.sennit.mesh.settings.Address;
import java.util.concurrent.CompletionException;

/** A node cannot start; the message is one line that says why and what to change. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public StartFailure(String message) {
    super(message, null, false, false);
  }

  /** An address that this node cannot have. */
  static StartFailure portTaken(String option, Address address, Throwable failure) {
    return new StartFailure(option + ": " + address + " cannot be used (" + failure.getMessage()
        + "); name another port, or 0 for any free one");
  }

  /** What went wrong below, in the words of who found it. */
  static StartFailure of(Throwable failure) {
    if (failure instanceof StartFailure known) {
      return known;
    }
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    String message = cause.getMessage();
    return new StartFailure(message == null ? cause.toString() : message);
  }
}
