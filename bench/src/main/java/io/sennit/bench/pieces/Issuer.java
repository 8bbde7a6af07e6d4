package io.sennit.bench.pieces;

import io.sennit.mesh.token.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs tokens as the users' service does. */
final class Issuer {
  private static final String CURVE = "Ed25519";
  private static final String KEY_ID = "0190b8a2-7c4e-7d10-8a31-5f0c2a1e9b77";
  private static final int POINT_BYTES = 32;
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  Issuer() {
    try {
      keys = KeyPairGenerator.getInstance(CURVE).generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  PublicKey publicKey() {
    return keys.getPublic();
  }

  /** As a JSON Web Key Set. The point stands at the end of what Java encodes. */
  JsonObject keys() {
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - POINT_BYTES, encoded.length);
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(new JsonObject()
                    .put("kty", "OKP")
                    .put("crv", CURVE)
                    .put("kid", KEY_ID)
                    .put("use", "sig")
                    .put("alg", Tokens.ALGORITHM)
                    .put("x", BASE64.encodeToString(point))));
  }

  String token(String subject) {
    Instant now = Instant.now();
    JsonObject header =
        new JsonObject().put("alg", Tokens.ALGORITHM).put("typ", "JWT").put("kid", KEY_ID);
    JsonObject claims = new JsonObject()
        .put("iss", Tokens.ISSUER)
        .put("aud", Tokens.AUDIENCE)
        .put("sub", subject)
        .put("iat", now.getEpochSecond())
        .put("nbf", now.getEpochSecond())
        .put("exp", now.plus(LIFE).getEpochSecond())
        .put("gen", 0)
        .put("roles", new JsonArray().add("customer"));
    String text = encoded(header) + "." + encoded(claims);
    return text + "." + BASE64.encodeToString(sign(text));
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance(CURVE);
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String encoded(JsonObject part) {
    return BASE64.encodeToString(part.toBuffer().getBytes());
  }
}
