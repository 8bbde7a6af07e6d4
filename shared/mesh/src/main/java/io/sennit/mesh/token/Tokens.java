package io.sennit.mesh.token;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the service that signs tokens, and the edges that verify them, agree on. That service is
 * called users, and answers the operations that are named here to operators.
 *
 * <p>A token has the claims {@code iss}, {@code aud}, {@code sub}, {@code iat}, {@code nbf},
 * {@code exp}, {@code roles}, and the user's {@code gen}: a generation, which begins with each
 * revocation. Tokens of an earlier one are void.
 */
public final class Tokens {
  public static final String ISSUER = "sennit";
  public static final String AUDIENCE = "sennit";
  public static final String ALGORITHM = "EdDSA";

  /** The public keys, as a JSON Web Key Set. */
  public static final String KEYS = "users.keys";
  /** What was revoked behind a position, in order. */
  public static final String REVOCATIONS = "users.revocations";
  /** Signs for a service outside of the mesh who asks it. */
  public static final String VOUCH = "users.vouch";
  /** On the event bus: something was revoked just now. It may get lost. */
  public static final String REVOKED = "sennit/revoked";

  /** Roles of the mesh itself begin so; no token can give them. */
  private static final String INTERNAL_ROLES = "sennit:";

  private Tokens() {}

  /** Whether a role is one that nobody from outside can have. */
  public static boolean isInternal(String role) {
    return role.startsWith(INTERNAL_ROLES);
  }

  /**
   * From now on only tokens of this generation or later are good.
   *
   * @param until when the last token that it voids has expired by itself, in seconds
   */
  public record Revocation(long position, String userId, int generation, long until) {
    /** Later than any: the user is gone. */
    public static final int NONE_IS_GOOD = Integer.MAX_VALUE;

    public static List<Revocation> list(JsonArray items) {
      return items.stream()
          .map(JsonObject.class::cast)
          .map(json -> new Revocation(
              json.getLong("position"),
              json.getString("userId"),
              json.getInteger("generation"),
              json.getLong("until")))
          .toList();
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("position", position)
          .put("userId", userId)
          .put("generation", generation)
          .put("until", until);
    }
  }
}
