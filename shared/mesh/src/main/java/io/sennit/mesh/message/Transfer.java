package io.sennit.mesh.message;

import java.time.Duration;

/**
 * How the bodies of an operation travel, and within which bounds.
 *
 * @param longestBody bytes of what it takes; for a WebSocket, bytes of one message either way
 * @param idle a stream on which nothing moves for so long is ended
 * @param lasting a stream is ended after so long, whatever moves on it
 */
public record Transfer(Form form, long longestBody, Duration idle, Duration lasting) {
  private static final long KIBIBYTE = 1024;
  private static final long MEBIBYTE = 1024 * KIBIBYTE;

  /** A WebSocket's message is held in memory as a whole, so it cannot be longer than this. */
  public static final long LONGEST_MESSAGE = MEBIBYTE;

  public static final Transfer WHOLE =
      new Transfer(Form.WHOLE, MEBIBYTE, Duration.ofMinutes(1), Timeouts.LONGEST);
  public static final Transfer STREAM =
      new Transfer(Form.STREAM, 64 * MEBIBYTE, Duration.ofMinutes(1), Duration.ofHours(1));
  public static final Transfer WEBSOCKET =
      new Transfer(Form.WEBSOCKET, 64 * KIBIBYTE, Duration.ofHours(1), Duration.ofHours(24));

  /** The closed choice of forms. */
  public enum Form {
    /** A body is in memory as a whole before the operation runs, and so is its answer. */
    WHOLE,
    /** What comes in and what goes out are streams of bytes. */
    STREAM,
    /** Messages go both ways until one side closes. */
    WEBSOCKET
  }

  public Transfer {
    if (longestBody < 0) {
      throw new IllegalArgumentException("a body cannot have less than 0 bytes at most");
    }
    if (form == Form.WEBSOCKET && longestBody > LONGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "a message of a WebSocket may have " + LONGEST_MESSAGE + " bytes at most");
    }
    if (isNoTime(idle) || isNoTime(lasting)) {
      throw new IllegalArgumentException("a stream must be allowed to be idle and to last a while");
    }
  }

  private static boolean isNoTime(Duration time) {
    return time.toMillis() <= 0;
  }

  /** This, for whoever can only do with that form. */
  public Transfer as(Form wanted) {
    if (form != wanted) {
      throw new IllegalArgumentException("its bodies travel as a " + form + ", not a " + wanted);
    }
    return this;
  }

  public Transfer longestBody(long bytes) {
    return new Transfer(form, bytes, idle, lasting);
  }

  public Transfer idle(Duration time) {
    return new Transfer(form, longestBody, time, lasting);
  }

  public Transfer lasting(Duration time) {
    return new Transfer(form, longestBody, idle, time);
  }
}
