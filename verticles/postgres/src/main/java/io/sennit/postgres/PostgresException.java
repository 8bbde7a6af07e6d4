package io.sennit.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL could not do what it was asked; the message is one line with the cause
 * and the next step.
 */
public final class PostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresException(String message) {
    this(message, null);
  }

  PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
