package io.sennit.bench.chaos;

import java.io.IOException;

/** This machine, or this user, may not do what a scenario needs. */
final class NotPermitted extends IOException {
  private static final long serialVersionUID = 1L;

  NotPermitted(Throwable cause) {
    super("network namespaces are not permitted here (" + cause.getMessage() + ")", cause);
  }
}
