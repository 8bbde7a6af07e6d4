package io.sennit.gateway.door;

import io.sennit.gateway.rules.Connections;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, in all and from each address. */
final class Headcount {
  private final Connections rules;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<Long, Integer> byAddress = new ConcurrentHashMap<>();

  Headcount(Connections rules) {
    this.rules = rules;
  }

  /**
   * What an address counts as: all of IPv4, and of IPv6 the network, of which one customer has all
   * addresses.
   */
  static long origin(SocketAddress address) {
    InetAddress ip = address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    if (ip == null) {
      return 0;
    }
    byte[] bytes = ip.getAddress();
    // No network of IPv6 that is in use begins with 32 bits of zero.
    return bytes.length == Integer.BYTES
        ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
        : ByteBuffer.wrap(bytes).getLong();
  }

  /** Whether there is room for one more; who enters has to leave. */
  boolean enter(long origin) {
    if (all.incrementAndGet() > rules.most()) {
      all.decrementAndGet();
      return false;
    }
    if (byAddress.merge(origin, 1, Integer::sum) > rules.perAddress()) {
      leave(origin);
      return false;
    }
    return true;
  }

  void leave(long origin) {
    all.decrementAndGet();
    byAddress.computeIfPresent(origin, (key, count) -> count == 1 ? null : count - 1);
  }

  int all() {
    return all.get();
  }

  /** Addresses that have connections; each costs a little memory. */
  int origins() {
    return byAddress.size();
  }
}
