package io.sennit.gateway.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sennit.mesh.token.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A key pair that signs tokens, made for one run of the tests. */
final class Keys {
  static final String KID = "k1";

  /** The one whose public half the gateway is told. */
  static final Keys TRUSTED = new Keys();

  static final Keys FORGED = new Keys();

  private final KeyPair pair;

  private Keys() {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java 17 has Ed25519", e);
    }
  }

  JsonObject header() {
    return new JsonObject().put("alg", Tokens.ALGORITHM).put("typ", "JWT").put("kid", KID);
  }

  static JsonObject claims() {
    long now = System.currentTimeMillis() / 1_000;
    return new JsonObject()
        .put("iss", Tokens.ISSUER)
        .put("aud", Tokens.AUDIENCE)
        .put("sub", "u1")
        .put("iat", now)
        .put("nbf", now - 5)
        .put("exp", now + 600)
        .put("gen", 1)
        .put("roles", new JsonArray().add("customer"));
  }

  String token(String header, String claims) {
    String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
    return signed + "." + encoded(signature(signed));
  }

  byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that cannot sign", e);
    }
  }

  byte[] publicKey() {
    byte[] whole = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(whole, whole.length - 32, whole.length);
  }

  JsonObject publicSet() {
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(new JsonObject()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("kid", KID)
                    .put("x", encoded(publicKey()))));
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
