package io.sennit.bench.trial;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps each number by itself, and tells that it has. */
final class Keeper implements Service {
  static final String NAME = "keeper";
  static final String KEPT = "number.kept";

  private final Fuse fuse;
  private final Chance chance;
  private @Nullable ServiceContext context;

  Keeper(Fuse fuse, Chance chance) {
    this.fuse = fuse;
    this.chance = chance;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(NAME)
        .keepsData("db/trial/keeper")
        .operation(
            Operation.named("idle").handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .subscription(Subscription.group("keeps")
            .from(Teller.NAME)
            .on(Teller.TOLD, this::keep)
            .attempts(1_000, Duration.ofMillis(10), Duration.ofMillis(50)))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Void> keep(Event event, Transaction transaction) {
    return fuse.around(() -> Effects.add(List.of(event), transaction)
        .compose(added ->
            known().events().append(transaction, NewEvent.of(KEPT, event.subject(), event.data())))
        .compose(told -> chance.failure()));
  }

  private ServiceContext known() {
    return Objects.requireNonNull(context);
  }
}
