package io.sennit.mesh.event;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Where in a log a group begins, that has never read it before or that an operator moves. */
sealed interface Start {
  String FROM = "from";
  String BEHIND = "behind";
  Pattern POSITION = Pattern.compile("[1-9]\\d*");

  /** As the source is asked for it. */
  static Start of(JsonObject json) {
    String from = json.getString(FROM);
    Long behind = json.getLong(BEHIND);
    if (behind != null) {
      return new Behind(behind);
    }
    if (from == null) {
      return new Beginning();
    }
    return from.equals(End.NOW) ? new End() : At.of(from);
  }

  /** How the source is asked for it. */
  JsonObject toJson();

  /** As people write it: a time, the position of the first event, or a word for all. */
  static Start written(String text) {
    if (text.equals("beginning")) {
      return new Beginning();
    }
    try {
      return POSITION.matcher(text).matches()
          ? new Behind(Long.parseLong(text) - 1)
          : new At(Instant.parse(text));
    } catch (NumberFormatException | DateTimeParseException neither) {
      throw Problem.invalid(
          FROM,
          "must be a time such as 2026-11-20T11:22:33Z, the position of an event, or 'beginning', not '"
              + text + "'");
    }
  }

  /** With the oldest event that is kept. */
  record Beginning() implements Start {
    @Override
    public JsonObject toJson() {
      return new JsonObject();
    }
  }

  /** With what is told after the group first asked. */
  record End() implements Start {
    static final String NOW = "now";

    @Override
    public JsonObject toJson() {
      return new JsonObject().put(FROM, NOW);
    }
  }

  /** With what was told at that time or later. */
  record At(Instant time) implements Start {
    static At of(String text) {
      try {
        return new At(Instant.parse(text));
      } catch (DateTimeParseException notOne) {
        throw Problem.invalid(
            FROM, "must be a time such as 2026-11-20T11:22:33Z, not '" + text + "'");
      }
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject().put(FROM, time.toString());
    }
  }

  /** With the first event after that position. */
  record Behind(long position) implements Start {
    @Override
    public JsonObject toJson() {
      return new JsonObject().put(BEHIND, position);
    }
  }
}
