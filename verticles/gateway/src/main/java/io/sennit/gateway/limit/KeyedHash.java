package io.sennit.gateway.limit;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * SipHash-2-4 under a key that the gateways of a cluster share: who does not know it can neither
 * tell of whom a report speaks, nor make up users that meet in one place of a table.
 */
final class KeyedHash {
  private static final int KEY_BYTES = 16;
  private static final int CHARS_AT_ONCE = 4;
  private static final int CHAR_BITS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final long k0;
  private final long k1;

  private KeyedHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  static String freshKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  static KeyedHash under(String key) {
    byte[] bytes = Base64.getDecoder().decode(key);
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
    }
    return new KeyedHash(little(bytes, 0), little(bytes, Long.BYTES));
  }

  private static long little(byte[] bytes, int at) {
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  /** The same text is something else for every purpose. */
  long of(long purpose, String text) {
    return hash(k0 ^ purpose, k1, text);
  }

  /** Of the UTF-16 units of a text, the lower byte first. */
  static long hash(long k0, long k1, String text) {
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int length = text.length();
    int words = length / CHARS_AT_ONCE;
    for (int word = 0; word <= words; word++) {
      long m = word < words
          ? chars(text, word * CHARS_AT_ONCE, CHARS_AT_ONCE)
          : chars(text, word * CHARS_AT_ONCE, length % CHARS_AT_ONCE) | ((2L * length) << 56);
      v3 ^= m;
      for (int round = 0; round < 2; round++) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32) + v3;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= m;
    }
    v2 ^= 0xFF;
    for (int round = 0; round < 4; round++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32) + v3;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private static long chars(String text, int from, int count) {
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = (word << CHAR_BITS) | text.charAt(from + i);
    }
    return word;
  }
}
