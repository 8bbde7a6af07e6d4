package io.sennit.bench.trial;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Counts numbers as they are told and as they are kept, many at a time. */
final class Counter implements Service {
  static final String NAME = "counter";

  private final Fuse fuse;
  private final Chance chance;

  Counter(Fuse fuse, Chance chance) {
    this.fuse = fuse;
    this.chance = chance;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(NAME)
        .keepsData("db/trial/counter")
        .operation(
            Operation.named("idle").handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .subscription(Subscription.group("counts")
            .from(Teller.NAME, Keeper.NAME)
            .inBatches(this::count, Teller.TOLD, Keeper.KEPT)
            .attempts(1_000, Duration.ofMillis(10), Duration.ofMillis(50)))
        .build();
  }

  private Future<Void> count(List<Event> events, Transaction transaction) {
    return fuse.around(() -> Effects.add(events, transaction).compose(added -> chance.failure()));
  }
}
