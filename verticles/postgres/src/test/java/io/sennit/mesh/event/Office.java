package io.sennit.mesh.event;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.trace.Spans;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The instances of the booker, each made by hand, so that a test says who is a member, who is
 * thought dead although it is not, and by which statement a cursor moves.
 */
final class Office {
  private final Town town;
  private final Store store;
  private final String move;
  private final Set<String> members = ConcurrentHashMap.newKeySet();
  private final Map<String, Clerk> clerks = new HashMap<>();

  Office(Town town) {
    this(town, Leases.MOVE);
  }

  Office(Town town, String move) {
    this.town = town;
    this.move = move;
    this.store = town.store("booker");
  }

  /** An instance on an event loop of its own. */
  private final class Clerk extends VerticleBase {
    private final String name;
    private final Subscription subscription;
    private GroupReader reader;

    Clerk(String name, Subscription subscription) {
      this.name = name;
      this.subscription = subscription;
      this.reader = reader();
    }

    private GroupReader reader() {
      Surroundings surroundings = new Surroundings(
          town.vertx(),
          store,
          town.mesh().client(),
          new SimpleMeterRegistry(),
          new Spans(Clock.systemUTC()),
          name,
          () -> members,
          () -> members);
      return new GroupReader(new Reading("booker", subscription, "seller"), surroundings, move);
    }

    @Override
    public Future<?> start() {
      reader.start();
      return Future.succeededFuture();
    }

    Future<Void> leave() {
      return Future.future(left -> context.runOnContext(here -> reader.stop().onComplete(left)));
    }

    void look() {
      context.runOnContext(here -> reader.tick());
    }
  }

  static Subscription.Builder books(EventHandler handler) {
    return Subscription.group("books").from("seller").on("sale.made", handler);
  }

  Office hire(String name, Subscription.Builder subscription) {
    return hire(name, subscription.build());
  }

  private Office hire(String name, Subscription subscription) {
    Clerk clerk = new Clerk(name, subscription);
    clerks.put(name, clerk);
    members.add(name);
    Wait.forResult(town.vertx().deployVerticle(clerk));
    look();
    return this;
  }

  /** The others take it for dead, and it goes on all the same. */
  Office presumeDead(String name) {
    members.remove(name);
    clerks.forEach((other, clerk) -> {
      if (!other.equals(name)) {
        clerk.look();
      }
    });
    return this;
  }

  /** Leaves in good order. */
  Future<Void> leave(String name) {
    members.remove(name);
    look();
    return clerks.remove(name).leave();
  }

  void close() {
    members.clear();
    clerks.values().forEach(clerk -> Wait.forResult(clerk.leave()));
    clerks.clear();
  }

  private void look() {
    clerks.values().forEach(Clerk::look);
  }

  /** Who has which share of the partitions, as the database says. */
  Map<String, Set<Integer>> shares() {
    Map<String, Set<Integer>> shares = new HashMap<>();
    town.ask("SELECT owner, partition FROM booker.event_cursor WHERE owner IS NOT NULL")
        .forEach(row -> shares
            .computeIfAbsent(row.getString(0), owner -> new TreeSet<>())
            .add(row.getInteger(1)));
    return shares;
  }
}
