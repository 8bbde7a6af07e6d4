package io.sennit.mesh.event;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An event that a service is about to tell.
 *
 * @param origin what it follows from, where that is not what its transaction is about
 * @param saga the saga that it belongs to, where it begins with this event
 * @param owner the user whose it is, where that is not whose the event is that it follows from
 */
public record NewEvent(
    String type,
    String subject,
    Body data,
    @Nullable Origin origin,
    @Nullable String saga,
    @Nullable String owner) {
  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_OWNER = 255;

  public NewEvent {
    if (!isType(type)) {
      throw new IllegalArgumentException(
          "'" + type
              + "' is no type of an event: write what it is about, a dot, and what happened, such as order.placed");
    }
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw new IllegalArgumentException("an event of type " + type + " needs a subject of 1 to "
          + LONGEST_SUBJECT + " characters: the id of what it is about");
    }
    if (owner != null && (owner.isBlank() || owner.length() > LONGEST_OWNER)) {
      throw new IllegalArgumentException("the owner of an event of type " + type
          + " must be the id of a user, of 1 to " + LONGEST_OWNER + " characters");
    }
  }

  /**
   * Words with dots between them, at least two; not by a pattern, because each event is looked at.
   */
  private static boolean isType(String text) {
    boolean begun = false;
    boolean dotted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        begun = true;
      } else if (begun && c == '.') {
        begun = false;
        dotted = true;
      } else if (!begun || (c != '-' && (c < '0' || c > '9'))) {
        return false;
      }
    }
    return begun && dotted;
  }

  public static NewEvent of(String type, String subject, JsonObject data) {
    return of(type, subject, Body.of(data));
  }

  /** For who keeps or answers the same data elsewhere as well, so that they are encoded once. */
  public static NewEvent of(String type, String subject, Body data) {
    return new NewEvent(type, subject, data, null, null, null);
  }

  /** For who handles several events in one transaction: names the one that this follows from. */
  public NewEvent because(Event event) {
    return new NewEvent(type, subject, data, Origin.of(event), saga, owner);
  }

  /** For who does the work of several calls in one transaction: names the one that wants this. */
  public NewEvent because(Call call) {
    return new NewEvent(type, subject, data, Origin.of(call), saga, owner);
  }

  /** The first event of a saga. */
  public NewEvent ofSaga(String id) {
    return new NewEvent(type, subject, data, origin, id, owner);
  }

  /**
   * Whose it is, by the user's id: who may see it. An event that does not say it belongs to whom
   * the event belongs that it follows from.
   */
  public NewEvent ownedBy(String user) {
    return new NewEvent(type, subject, data, origin, saga, user);
  }
}
