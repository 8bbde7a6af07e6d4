package io.sennit.mesh.saga;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.vertx.core.json.JsonObject;

/**
 * A saga that is to begin.
 *
 * @param because the call that wants it
 * @param id by which it is found again, mostly that of what it is about; no two sagas of a name can
 *     have the same
 */
public record Beginning(Call because, String id, Body input) {
  private static final int LONGEST_ID = 200;

  public Beginning(Call because, String id, JsonObject input) {
    this(because, id, Body.of(input));
  }

  public Beginning {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "a saga needs an id of 1 to " + LONGEST_ID + " characters");
    }
  }
}
