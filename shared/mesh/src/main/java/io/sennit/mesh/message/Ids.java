package io.sennit.mesh.message;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * New ids: UUIDs of version 7, which begin with the time, so that rows that are made together lie
 * together in an index. What follows the time cannot be guessed.
 */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int POOL = 4096;
  private static final ThreadLocal<Pool> POOLS = ThreadLocal.withInitial(Pool::new);

  private Ids() {}

  public static UUID next() {
    return next(System.currentTimeMillis());
  }

  static UUID next(long millis) {
    Pool pool = POOLS.get();
    long high = (millis << 16) | 0x7000 | (pool.next() & 0xfff);
    long low = (pool.next() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** Random bytes in stock: asking the system for a few at a time costs more than all the rest. */
  private static final class Pool {
    private final ByteBuffer bytes = ByteBuffer.allocate(POOL);

    private Pool() {
      bytes.position(POOL);
    }

    private long next() {
      if (!bytes.hasRemaining()) {
        RANDOM.nextBytes(bytes.array());
        bytes.clear();
      }
      return bytes.getLong();
    }
  }
}
