package io.sennit.users;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as an attacker would, or with the stolen key of the users' service. */
final class Forge {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Forge() {}

  /** The key that signs, as only the users' own role can read it. */
  static SigningKey stolenKey(Server server) {
    Row row = server
        .ask("SELECT kid, private_key, public_key, signs_from FROM users.signing_key"
            + " ORDER BY signs_from DESC LIMIT 1")
        .iterator()
        .next();
    return SigningKey.of(row);
  }

  static JsonObject header(SigningKey key) {
    return new JsonObject().put("alg", "EdDSA").put("typ", "JWT").put("kid", key.kid());
  }

  static JsonObject claims(String subject) {
    long now = Instant.now().getEpochSecond();
    return new JsonObject()
        .put("iss", "sennit")
        .put("aud", "sennit")
        .put("sub", subject)
        .put("iat", now)
        .put("nbf", now)
        .put("exp", now + 600)
        .put("gen", 1)
        .put("roles", JsonArray.of("admin"));
  }

  static String signed(SigningKey key, JsonObject header, JsonObject claims) {
    String text = part(header) + "." + part(claims);
    return text + "." + BASE64.encodeToString(key.sign(text.getBytes(StandardCharsets.US_ASCII)));
  }

  static String unsigned(JsonObject header, JsonObject claims) {
    return part(header) + "." + part(claims) + ".";
  }

  /** Takes the public key for the secret of an HMAC, which fools those who trust the header. */
  static String hmac(String publicKey, JsonObject header, JsonObject claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(publicKey), "HmacSHA256"));
      String text = part(header) + "." + part(claims);
      return text + "."
          + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String part(JsonObject json) {
    return BASE64.encodeToString(json.toBuffer().getBytes());
  }
}
