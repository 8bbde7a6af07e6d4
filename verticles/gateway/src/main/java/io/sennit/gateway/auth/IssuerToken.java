package io.sennit.gateway.auth;

import io.sennit.gateway.rules.TrustedIssuer;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.token.Jws;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token that says it is of this issuer, by an algorithm that is allowed to it. Nothing else of it
 * is believed before its signature was verified.
 */
record IssuerToken(Issuer issuer, Jws text, SignatureAlgorithm algorithm, JsonObject claims) {
  private static final int LONGEST_SUBJECT = 255;
  /** The clock of who signed it may be ahead of ours. */
  private static final long LEEWAY_SECONDS = 30;

  /** Access tokens and ID tokens; what is signed by the same keys for other ends is neither. */
  private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");

  /** Whether it holds now, and here. */
  boolean isGood(long nowMillis) {
    long now = nowMillis / 1_000;
    return TYPES.contains(text.type().toLowerCase(Locale.ROOT))
        && isForUs(issuer.rules())
        && subject() != null
        && claims.getValue("exp") instanceof Number until
        && until.longValue() > now
        && begins("nbf", now)
        && begins("iat", now);
  }

  private boolean begins(String name, long now) {
    Object value = claims.getValue(name);
    return value == null
        || (value instanceof Number from && from.longValue() <= now + LEEWAY_SECONDS);
  }

  /** One that is for others too may have been given to them, so it has to say for whom it is. */
  private boolean isForUs(TrustedIssuer rules) {
    Object audience = claims.getValue("aud");
    if (audience instanceof JsonArray several && several.size() > 1) {
      return several.contains(rules.audience())
          && claims.getValue("azp") instanceof String party
          && rules.parties().contains(party);
    }
    return rules.audience().equals(audience)
        || (audience instanceof JsonArray one && one.contains(rules.audience()));
  }

  private @Nullable String subject() {
    return claims.getValue("sub") instanceof String subject
            && !subject.isEmpty()
            && subject.length() <= LONGEST_SUBJECT
            && subject.chars().allMatch(c -> c >= ' ' && c < 0x7f)
        ? subject
        : null;
  }

  long untilMillis() {
    long most = Long.MAX_VALUE / 1_000;
    return Math.min(claims.getLong("exp"), most) * 1_000;
  }

  Identity identity() {
    TrustedIssuer rules = issuer.rules();
    List<String> roles = new ArrayList<>(rules.roles().always());
    theirRoles(rules.roles().path())
        .map(role -> rules.roles().here().getOrDefault(role, ""))
        .filter(role -> !role.isEmpty() && !roles.contains(role) && !Tokens.isInternal(role))
        .forEach(roles::add);
    return new Identity(rules.subjectPrefix() + ":" + subject(), roles);
  }

  /** A list, or words with blanks between them, as {@code scope} is. */
  private Stream<String> theirRoles(String path) {
    Object value = path.isEmpty() ? null : at(claims, path);
    if (value instanceof JsonArray list) {
      return list.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return value instanceof String words ? Stream.of(words.split(" ")) : Stream.of();
  }

  /** A name may have dots in it: those of claims that are nobody else's are addresses. */
  private static @Nullable Object at(JsonObject json, String path) {
    if (json.containsKey(path)) {
      return json.getValue(path);
    }
    int dot = path.indexOf('.');
    return dot > 0 && json.getValue(path.substring(0, dot)) instanceof JsonObject inner
        ? at(inner, path.substring(dot + 1))
        : null;
  }
}
