package io.sennit.cluster;

import com.hazelcast.multimap.MultiMap;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event-bus addresses where this node listens, as it has written them for the others. */
final class OwnAddresses {
  private final Set<Entry> written = ConcurrentHashMap.newKeySet();

  private record Entry(String address, RegistrationInfo registration) {}

  void written(String address, RegistrationInfo registration) {
    if (!registration.localOnly()) {
      written.add(new Entry(address, registration));
    }
  }

  void withdrawn(String address, RegistrationInfo registration) {
    written.remove(new Entry(address, registration));
  }

  boolean areIn(MultiMap<String, HazelcastRegistrationInfo> cluster) {
    return written.stream().allMatch(entry -> isIn(cluster, entry) || !written.contains(entry));
  }

  private static boolean isIn(MultiMap<String, HazelcastRegistrationInfo> cluster, Entry entry) {
    return cluster.containsEntry(
        entry.address(), new HazelcastRegistrationInfo(entry.registration()));
  }
}
