package io.sennit.mesh.token;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public key that verifies signatures, as RFC 7517 writes it.
 *
 * @param kid its name, or nothing
 * @param kind RSA, or the name of its curve
 * @param only the one algorithm that it says it is for, or nothing
 */
public record Jwk(String kid, String kind, String only, PublicKey key) {
  private static final int LEAST_RSA_BITS = 2_048;
  /** Verifying takes longer with the square of it. */
  private static final int MOST_RSA_BITS = 8_192;

  private static final int MOST_EXPONENT_BITS = 32;
  private static final int ED25519_BYTES = 32;
  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  /** What stands before the key itself in its X.509 form. */
  private static final byte[] ED25519_X509 = {48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0};

  /**
   * The keys of a set that can verify something here; the others are passed over.
   *
   * @throws IllegalArgumentException when this is no set of keys
   */
  public static List<Jwk> set(JsonObject json) {
    if (!(json.getValue("keys") instanceof JsonArray keys)) {
      throw new IllegalArgumentException("it has no list of keys");
    }
    List<Jwk> read = new ArrayList<>();
    for (Object each : keys) {
      Jwk jwk = each instanceof JsonObject one && verifies(one) ? read(one) : null;
      if (jwk != null) {
        read.add(jwk);
      }
    }
    return List.copyOf(read);
  }

  private static boolean verifies(JsonObject json) {
    Object use = json.getValue("use");
    Object operations = json.getValue("key_ops");
    return (use == null || use.equals("sig"))
        && (operations == null
            || (operations instanceof JsonArray list && list.contains("verify")));
  }

  private static @Nullable Jwk read(JsonObject json) {
    try {
      String curve = text(json, "crv");
      return switch (text(json, "kty")) {
        case "RSA" -> of(json, "RSA", rsa(number(json, "n"), number(json, "e")));
        case "EC" -> of(json, curve, ec(curve, number(json, "x"), number(json, "y")));
        case "OKP" -> curve.equals("Ed25519") ? of(json, curve, ed25519(bytes(json, "x"))) : null;
        default -> null;
      };
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      return null;
    }
  }

  private static @Nullable Jwk of(JsonObject json, String kind, @Nullable PublicKey key) {
    return key == null ? null : new Jwk(text(json, "kid"), kind, text(json, "alg"), key);
  }

  private static @Nullable PublicKey rsa(BigInteger modulus, BigInteger exponent)
      throws GeneralSecurityException {
    boolean sound = modulus.bitLength() >= LEAST_RSA_BITS
        && modulus.bitLength() <= MOST_RSA_BITS
        && exponent.bitLength() <= MOST_EXPONENT_BITS
        && exponent.compareTo(BigInteger.TWO) > 0
        && exponent.testBit(0);
    return sound
        ? KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent))
        : null;
  }

  private static @Nullable PublicKey ec(String curve, BigInteger x, BigInteger y)
      throws GeneralSecurityException {
    String name = CURVES.get(curve);
    if (name == null) {
      return null;
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(name));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(
            new ECPoint(x, y), parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static @Nullable PublicKey ed25519(byte[] raw) throws GeneralSecurityException {
    if (raw.length != ED25519_BYTES) {
      return null;
    }
    byte[] whole = new byte[ED25519_X509.length + raw.length];
    System.arraycopy(ED25519_X509, 0, whole, 0, ED25519_X509.length);
    System.arraycopy(raw, 0, whole, ED25519_X509.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
  }

  private static String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  private static byte[] bytes(JsonObject json, String name) {
    return Base64.getUrlDecoder().decode(text(json, name));
  }

  private static BigInteger number(JsonObject json, String name) {
    return new BigInteger(1, bytes(json, name));
  }

  /** Whether a signature by this algorithm can be by this key. */
  public boolean fits(SignatureAlgorithm algorithm) {
    return kind.equals(algorithm.keys()) && (only.isEmpty() || only.equals(algorithm.toString()));
  }
}
