package io.sennit.mesh.token;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms of RFC 7518 and RFC 8037 by which a signature can be verified without knowing a
 * secret. There is no {@code none} among them, and no HMAC, which a public key would be the secret
 * of.
 */
public enum SignatureAlgorithm {
  EDDSA("EdDSA", "Ed25519", "Ed25519"),
  ES256("ES256", "P-256", "SHA256withECDSAinP1363Format"),
  ES384("ES384", "P-384", "SHA384withECDSAinP1363Format"),
  ES512("ES512", "P-521", "SHA512withECDSAinP1363Format"),
  PS256("PS256", "RSA", "RSASSA-PSS"),
  PS384("PS384", "RSA", "RSASSA-PSS"),
  PS512("PS512", "RSA", "RSASSA-PSS"),
  RS256("RS256", "RSA", "SHA256withRSA"),
  RS384("RS384", "RSA", "SHA384withRSA"),
  RS512("RS512", "RSA", "SHA512withRSA");

  private final String jose;
  private final String keys;
  private final String java;

  SignatureAlgorithm(String jose, String keys, String java) {
    this.jose = jose;
    this.keys = keys;
    this.java = java;
  }

  /** The algorithm with this name in JOSE, or null. */
  public static @Nullable SignatureAlgorithm of(String jose) {
    for (SignatureAlgorithm each : values()) {
      if (each.jose.equals(jose)) {
        return each;
      }
    }
    return null;
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(SignatureAlgorithm::toString).toList();
  }

  /** Which keys it is made for: RSA, or the name of a curve. */
  String keys() {
    return keys;
  }

  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verification = Signature.getInstance(java);
      PSSParameterSpec padding = padding();
      if (padding != null) {
        verification.setParameter(padding);
      }
      verification.initVerify(key);
      verification.update(signed);
      return verification.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException notSigned) {
      return false;
    }
  }

  private @Nullable PSSParameterSpec padding() {
    return switch (this) {
      case PS256 -> padding("SHA-256", MGF1ParameterSpec.SHA256, 32);
      case PS384 -> padding("SHA-384", MGF1ParameterSpec.SHA384, 48);
      case PS512 -> padding("SHA-512", MGF1ParameterSpec.SHA512, 64);
      default -> null;
    };
  }

  private static PSSParameterSpec padding(String hash, MGF1ParameterSpec mask, int salt) {
    return new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
  }

  @Override
  public String toString() {
    return jose;
  }
}
