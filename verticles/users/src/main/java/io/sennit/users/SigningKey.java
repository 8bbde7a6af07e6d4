package io.sennit.users;

import io.sennit.mesh.message.Ids;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;

/**
 * A pair of keys of Ed25519. It shows nothing of the private one, neither when it is printed nor as
 * JSON.
 */
final class SigningKey {
  private static final String CURVE = "Ed25519";
  private static final int PUBLIC_BYTES = 32;

  private final String kid;
  private final PrivateKey privateKey;
  private final byte[] publicKey;
  private final Instant signsFrom;

  private SigningKey(String kid, PrivateKey privateKey, byte[] publicKey, Instant signsFrom) {
    this.kid = kid;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.signsFrom = signsFrom;
  }

  static SigningKey make(Instant signsFrom) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(CURVE).generateKeyPair();
      // The key itself stands at the end of its X.509 form.
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
      return new SigningKey(Ids.next().toString(), pair.getPrivate(), raw, signsFrom);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java since 15 has " + CURVE, e);
    }
  }

  static SigningKey of(Row row) {
    try {
      byte[] encoded = row.getBuffer("private_key").getBytes();
      return new SigningKey(
          row.getString("kid"),
          KeyFactory.getInstance(CURVE).generatePrivate(new PKCS8EncodedKeySpec(encoded)),
          row.getBuffer("public_key").getBytes(),
          row.getOffsetDateTime("signs_from").toInstant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the signing key " + row.getString("kid") + " in the users' schema is broken", e);
    }
  }

  Tuple toRow() {
    return Tuple.of(
        kid,
        Buffer.buffer(privateKey.getEncoded()),
        Buffer.buffer(publicKey),
        signsFrom.atOffset(ZoneOffset.UTC));
  }

  String kid() {
    return kid;
  }

  Instant signsFrom() {
    return signsFrom;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(CURVE);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key " + kid + " cannot sign", e);
    }
  }

  /** The public key as RFC 8037 writes it. */
  JsonObject toJwk() {
    return new JsonObject()
        .put("kty", "OKP")
        .put("crv", CURVE)
        .put("kid", kid)
        .put("use", "sig")
        .put("alg", Tokens.ALGORITHM)
        .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey));
  }

  @Override
  public String toString() {
    return "signing key " + kid;
  }
}
