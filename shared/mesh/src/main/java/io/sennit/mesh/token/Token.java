package io.sennit.mesh.token;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token in the compact form of RFC 7515, read and not yet believed.
 *
 * <p>There is one algorithm, and the header has no say in it: it is refused when it names another.
 *
 * @param kid which key is said to have signed it
 * @param signed the text that was signed
 * @param payload the claims, not to be read before the signature was verified
 */
record Token(String kid, String signed, Buffer payload, Buffer signature) {
  private static final int LONGEST = 4_096;
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  /** The token, or null when this text is none of ours. */
  static @Nullable Token read(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 1 || second < 0 || text.indexOf('.', second + 1) >= 0 || text.length() > LONGEST) {
      return null;
    }
    try {
      JsonObject header = decoded(text.substring(0, first)).toJsonObject();
      String kid = header.getValue("kid") instanceof String name ? name : "";
      boolean ours = Tokens.ALGORITHM.equals(header.getValue("alg"))
          && "JWT".equals(header.getValue("typ"))
          && !header.containsKey("crit");
      return !ours || kid.isEmpty()
          ? null
          : new Token(
              kid,
              text.substring(0, second),
              decoded(text.substring(first + 1, second)),
              decoded(text.substring(second + 1)));
    } catch (IllegalArgumentException | DecodeException | ClassCastException unreadable) {
      return null;
    }
  }

  /** What it claims if this key has signed it, or null. */
  @Nullable
  Claims claims(PublicKey key) {
    try {
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(key);
      verification.update(signed.getBytes(StandardCharsets.US_ASCII));
      return verification.verify(signature.getBytes()) ? Claims.of(payload.toJsonObject()) : null;
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | DecodeException
        | ClassCastException notSigned) {
      return null;
    }
  }

  private static Buffer decoded(String part) {
    return Buffer.buffer(BASE64.decode(part));
  }

  /**
   * What a token says.
   *
   * @param from before that it is not good, in seconds
   * @param until from then on it is no longer good, in seconds
   */
  record Claims(String subject, List<String> roles, int generation, long from, long until) {
    /** The claims, or null when one is missing, or meant for somebody else. */
    static @Nullable Claims of(JsonObject json) {
      boolean ours = Tokens.ISSUER.equals(json.getValue("iss"))
          && Tokens.AUDIENCE.equals(json.getValue("aud"));
      boolean whole = json.getValue("sub") instanceof String subject
          && !subject.isEmpty()
          && json.getValue("roles") instanceof JsonArray
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
}
