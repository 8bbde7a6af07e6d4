package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * How much the gateway keeps.
 *
 * @param bytes all answers together, about
 * @param largest one answer
 * @param variants of one address, by what its answers say they vary with
 */
public record CacheRoom(int bytes, int largest, int variants) {
  public static final CacheRoom DEFAULT = new CacheRoom(64 << 20, 1 << 20, 16);

  private static final int MOST_VARIANTS = 1_024;

  static CacheRoom read(Fields fields) {
    return new CacheRoom(
        fields.whole("bytes", DEFAULT.bytes, 0, Integer.MAX_VALUE),
        fields.whole("largest", DEFAULT.largest, 0, 1 << 26),
        fields.whole("variants", DEFAULT.variants, 1, MOST_VARIANTS));
  }
}
