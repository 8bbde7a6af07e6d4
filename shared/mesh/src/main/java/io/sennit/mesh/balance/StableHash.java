package io.sennit.mesh.balance;

/** A hash of texts that is the same in every process, and in which each bit depends on all. */
public final class StableHash {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private static final double LOTS = 0x1p53;

  private StableHash() {}

  /** The hash of a text. */
  public static long of(String text) {
    long hash = FNV_START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /**
   * Of two hashes, a number below 2^53. Both halves of their product take part: it is computed for
   * each candidate, and other steps that mix as well take twice as long.
   */
  static long lot(long one, long other) {
    return (Math.multiplyHigh(one, other) ^ (one * other)) >>> 11;
  }

  /** The least lot that is this number from 0 to 1 or more. */
  static long lot(double unit) {
    return (long) (unit * LOTS);
  }

  /** The lot as a number above 0, up to 1. */
  static double unit(long lot) {
    return (lot + 1) / LOTS;
  }

  /** The last step of MurmurHash3: what goes in alike comes out unlike. */
  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
