package io.sennit.gateway.auth;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A pair of keys that signs tokens, as a provider has it, or an attacker. */
record Signer(String kid, String algorithm, KeyPair pair) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static Signer rsa(String kid) {
    return rsa(kid, 2_048);
  }

  static Signer rsa(String kid, int bits) {
    return make(kid, "RS256", "RSA", generator -> generator.initialize(bits));
  }

  static Signer ec(String kid) {
    return make(
        kid, "ES256", "EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")));
  }

  static Signer ed25519(String kid) {
    return make(kid, "EdDSA", "Ed25519", generator -> {});
  }

  private interface Preparing {
    void prepare(KeyPairGenerator generator) throws GeneralSecurityException;
  }

  private static Signer make(String kid, String algorithm, String kind, Preparing preparing) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      preparing.prepare(generator);
      return new Signer(kid, algorithm, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same keys under another name. */
  Signer called(String other) {
    return new Signer(other, algorithm, pair);
  }

  JsonObject header() {
    return new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", kid);
  }

  String sign(JsonObject claims) {
    return sign(header(), claims);
  }

  String sign(JsonObject header, JsonObject claims) {
    String text = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance(
          switch (algorithm) {
            case "RS256" -> "SHA256withRSA";
            case "ES256" -> "SHA256withECDSAinP1363Format";
            default -> "Ed25519";
          });
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a public key for the secret of an HMAC, which fools those who trust the header. */
  static String hmac(byte[] secret, JsonObject header, JsonObject claims) {
    String text = part(header) + "." + part(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return text + "."
          + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String part(JsonObject json) {
    return BASE64.encodeToString(json.toBuffer().getBytes());
  }

  JsonObject jwk() {
    JsonObject jwk = new JsonObject().put("kid", kid).put("use", "sig");
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      return jwk.put("kty", "RSA")
          .put("n", number(rsa.getModulus(), 0))
          .put("e", number(rsa.getPublicExponent(), 0));
    }
    if (pair.getPublic() instanceof ECPublicKey ec) {
      return jwk.put("kty", "EC")
          .put("crv", "P-256")
          .put("x", number(ec.getW().getAffineX(), 32))
          .put("y", number(ec.getW().getAffineY(), 32));
    }
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", BASE64.encodeToString(raw));
  }

  private static String number(BigInteger number, int least) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    byte[] plain = Arrays.copyOfRange(bytes, sign, bytes.length);
    byte[] padded = new byte[Math.max(least, plain.length)];
    System.arraycopy(plain, 0, padded, padded.length - plain.length, plain.length);
    return BASE64.encodeToString(padded);
  }
}
