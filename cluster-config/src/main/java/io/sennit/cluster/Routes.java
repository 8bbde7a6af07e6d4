package io.sennit.cluster;

import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Who listens where, as this node's event bus was told; it is told again what it has missed.
 *
 * <p>The bus hears of changes by events only. There is none for what a merge brings, nor for an
 * address that is written and was there, and one that finds no way is not sent again.
 */
final class Routes implements RegistrationListener {
  private final RegistrationListener bus;
  private final Map<String, Set<RegistrationInfo>> told = new HashMap<>();
  private final Map<String, Set<RegistrationInfo>> doubts = new HashMap<>();
  private final AtomicBoolean comparing = new AtomicBoolean();

  Routes(RegistrationListener bus) {
    this.bus = bus;
  }

  @Override
  public synchronized void registrationsUpdated(RegistrationUpdateEvent event) {
    told.put(event.address(), Set.copyOf(event.registrations()));
    bus.registrationsUpdated(event);
  }

  @Override
  public void registrationsLost() {
    bus.registrationsLost();
  }

  @Override
  public boolean wantsUpdatesFor(String address) {
    return bus.wantsUpdatesFor(address);
  }

  /** The bus asked, and this is the answer that it gets. */
  synchronized void answered(String address, List<RegistrationInfo> found) {
    told.put(address, Set.copyOf(found));
  }

  /** Asks the cluster for one address after the other, so that a slow one is not crowded. */
  void compare(BiConsumer<String, Completable<List<RegistrationInfo>>> cluster) {
    if (comparing.compareAndSet(false, true)) {
      compare(inUse().iterator(), cluster);
    }
  }

  private void compare(
      Iterator<String> addresses, BiConsumer<String, Completable<List<RegistrationInfo>>> cluster) {
    if (!addresses.hasNext()) {
      comparing.set(false);
      return;
    }
    String address = addresses.next();
    cluster.accept(address, (found, failure) -> {
      if (found != null) {
        compare(address, found);
      }
      compare(addresses, cluster);
    });
  }

  /** What is found may be older than an event that came meanwhile, so it has to be found twice. */
  private synchronized void compare(String address, List<RegistrationInfo> found) {
    Set<RegistrationInfo> now = Set.copyOf(found);
    if (now.equals(told.get(address))) {
      doubts.remove(address);
    } else if (now.equals(doubts.put(address, now))) {
      registrationsUpdated(new RegistrationUpdateEvent(address, found));
    }
  }

  private synchronized List<String> inUse() {
    told.keySet().removeIf(address -> !bus.wantsUpdatesFor(address));
    doubts.keySet().retainAll(told.keySet());
    return List.copyOf(told.keySet());
  }
}
