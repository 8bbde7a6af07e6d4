package io.sennit.mesh.token;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A signed text in the compact form of RFC 7515, read and not yet believed.
 *
 * <p>Of its header only these three are ever looked at. Above all no key in it, and no place where
 * one could be fetched.
 *
 * @param algorithm what its sender says: to be compared with what is expected, never to be followed
 * @param kid which key is said to have signed it, or nothing
 * @param type what it is said to be, or nothing
 * @param signed the text that was signed
 * @param payload not to be acted upon before the signature was verified
 */
public record Jws(
    String algorithm, String kid, String type, String signed, Buffer payload, Buffer signature) {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * The text in its parts, or null when it is no such text, when it is longer than this, or when it
   * wants something to be understood that is not understood here.
   */
  public static @Nullable Jws read(String text, int longest) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 1 || second < 0 || text.indexOf('.', second + 1) >= 0 || text.length() > longest) {
      return null;
    }
    try {
      JsonObject header = object(decoded(text.substring(0, first)));
      return header.containsKey("crit")
          ? null
          : new Jws(
              text(header, "alg"),
              text(header, "kid"),
              text(header, "typ"),
              text.substring(0, second),
              decoded(text.substring(first + 1, second)),
              decoded(text.substring(second + 1)));
    } catch (IllegalArgumentException | DecodeException | ClassCastException unreadable) {
      return null;
    }
  }

  private static String text(JsonObject header, String name) {
    return header.getValue(name) instanceof String text ? text : "";
  }

  /** The four letters null are JSON as well, and no object. */
  private static JsonObject object(Buffer json) {
    if (json.toJsonValue() instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("no JSON object");
  }

  /** A token has one spelling. */
  private static Buffer decoded(String part) {
    byte[] bytes = BASE64.decode(part);
    if (!ENCODER.encodeToString(bytes).equals(part)) {
      throw new IllegalArgumentException("padded, or with bits that mean nothing");
    }
    return Buffer.buffer(bytes);
  }

  public boolean isSignedBy(PublicKey key, SignatureAlgorithm expected) {
    return expected.verifies(key, signed.getBytes(StandardCharsets.US_ASCII), signature.getBytes());
  }

  /** What it claims, or null when that is no JSON object. */
  public @Nullable JsonObject claims() {
    try {
      return object(payload);
    } catch (IllegalArgumentException | DecodeException unreadable) {
      return null;
    }
  }
}
