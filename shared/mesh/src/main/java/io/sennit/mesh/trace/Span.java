package io.sennit.mesh.trace;

import io.sennit.mesh.message.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done for a trace, from its beginning to its end.
 *
 * @param trace with the span's own id
 * @param parent the span that it was done for, or 0 when there is none
 * @param startMicros since the epoch, by the clock of the node
 */
public record Span(
    Trace trace, long parent, Act act, long startMicros, long nanos, Outcome outcome) {

  /** Whose turn it was. */
  public enum Kind {
    /** A request at the gateway. */
    REQUEST,
    /** One attempt of a call, as its caller saw it. */
    CALL,
    /** A call as the instance saw it that worked on it. */
    OPERATION,
    /** A group's handling of an event. */
    EVENT
  }

  /**
   * What was done: names only, and nothing of what was said.
   *
   * @param name the route, the operation, or the type of the event
   * @param by the caller, or the group
   * @param instance the one that it was done by; of a call, the one that it went to
   * @param attempt which one of a call it was, or 0
   * @param event the one that was handled, as in {@code /orders/4711}
   */
  public record Act(
      Kind kind,
      String name,
      @Nullable String by,
      @Nullable String instance,
      int attempt,
      @Nullable String event) {

    public static Act request(String route) {
      return new Act(Kind.REQUEST, route, null, null, 0, null);
    }

    public static Act call(String operation, String caller, String instance, int attempt) {
      return new Act(Kind.CALL, operation, caller, instance, attempt, null);
    }

    public static Act operation(String operation, String instance) {
      return new Act(Kind.OPERATION, operation, null, instance, 0, null);
    }

    public static Act event(String type, String group, String instance, String event) {
      return new Act(Kind.EVENT, type, group, instance, 0, event);
    }
  }
}
