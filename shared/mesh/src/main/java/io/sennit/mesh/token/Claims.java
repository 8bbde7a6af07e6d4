package io.sennit.mesh.token;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token of the users' service says.
 *
 * @param from before that it is not good, in seconds
 * @param until from then on it is no longer good, in seconds
 */
record Claims(String subject, List<String> roles, int generation, long from, long until) {

  /** The claims, or null when one is missing, or meant for somebody else. */
  static @Nullable Claims of(@Nullable JsonObject json) {
    if (json == null) {
      return null;
    }
    boolean ours =
        Tokens.ISSUER.equals(json.getValue("iss")) && Tokens.AUDIENCE.equals(json.getValue("aud"));
    boolean whole = json.getValue("sub") instanceof String subject
        && !subject.isEmpty()
        && json.getValue("roles") instanceof JsonArray roles
        && roles.stream().allMatch(String.class::isInstance)
        && json.getValue("gen") instanceof Integer
        && json.getValue("nbf") instanceof Number
        && json.getValue("exp") instanceof Number;
    return ours && whole
        ? new Claims(
            json.getString("sub"),
            json.getJsonArray("roles").stream().map(String.class::cast).toList(),
            json.getInteger("gen"),
            json.getLong("nbf"),
            json.getLong("exp"))
        : null;
  }
}
