package io.sennit.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key by which a machine shows who it is. It has 256 bits of chance, so that one round of a hash
 * protects it as well as many: nobody can try them out.
 */
public final class ApiKey {
  /** By which those who look for secrets in the wrong places know one. */
  private static final String PREFIX = "sennit_";

  private static final int BYTES = 32;
  private static final int LONGEST = 256;

  private ApiKey() {}

  /** A new key, which nobody has seen. */
  public static String make(SecureRandom chance) {
    byte[] bytes = new byte[BYTES];
    chance.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What may be written down of it. */
  public static String sha256(String key) {
    String text = key.length() > LONGEST ? "" : key;
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
