package io.sennit.gateway.limit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of a gateway: a table of a fixed size that is read without a lock.
 *
 * <p>A key has a few places; when they are taken, the bucket goes that is the least used. So a
 * flood of keys that were never seen before, each of which has used next to nothing, drives out
 * others of its kind, and not those who are at their limit.
 */
final class Buckets {
  private static final int WAYS = 8;
  private static final int LOCKS = 64;

  private final AtomicReferenceArray<@Nullable Bucket> places;
  private final Object[] locks = new Object[LOCKS];
  private final AtomicInteger count = new AtomicInteger();
  private final int lastSet;

  /** @param size a power of two */
  Buckets(int size) {
    if (Integer.bitCount(size) != 1 || size < WAYS) {
      throw new IllegalArgumentException("the size is a power of two from " + WAYS + " on");
    }
    places = new AtomicReferenceArray<>(size);
    lastSet = size / WAYS - 1;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** The bucket of a key; a full one when it is not known. */
  Bucket of(long key, Limit limit, long now) {
    int first = ((int) (key ^ (key >>> Integer.SIZE)) & lastSet) * WAYS;
    Bucket known = find(first, key);
    return known != null ? known : add(first, key, limit, now);
  }

  private @Nullable Bucket find(int first, long key) {
    for (int i = first; i < first + WAYS; i++) {
      Bucket bucket = places.get(i);
      if (bucket != null && bucket.key() == key) {
        return bucket;
      }
    }
    return null;
  }

  private Bucket add(int first, long key, Limit limit, long now) {
    synchronized (locks[first / WAYS % LOCKS]) {
      Bucket known = find(first, key);
      if (known != null) {
        return known;
      }
      Bucket added = new Bucket(key, limit, now);
      if (places.getAndSet(leastUsed(first, now), added) == null) {
        count.incrementAndGet();
      }
      return added;
    }
  }

  private int leastUsed(int first, long now) {
    int least = first;
    double most = -1;
    for (int i = first; i < first + WAYS; i++) {
      Bucket bucket = places.get(i);
      if (bucket == null) {
        return i;
      }
      double left = bucket.limit().share(bucket.taken(now));
      if (left > most) {
        most = left;
        least = i;
      }
    }
    return least;
  }

  /** How many there are. */
  int count() {
    return count.get();
  }
}
