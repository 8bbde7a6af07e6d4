package io.sennit.bench.events;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;

/** A service that writes a row for each event it hears of. */
final class Taker implements Service {
  static final String TAKE = "INSERT INTO taken (position, subject, number) VALUES ($1, $2, $3)";
  static final String TAKE_ALL = """
      INSERT INTO taken (position, subject, number)
      SELECT unnest($1::bigint[]), unnest($2::text[]), unnest($3::bigint[])
      """;

  private final String source;
  private final Manner manner;
  private final Supplier<Turn> turn;

  /** How it takes them. */
  enum Manner {
    ONE_BY_ONE(1, false),
    ONE_BY_ONE_256(256, false),
    TOGETHER_256(256, true);

    private final int batch;
    private final boolean together;

    Manner(int batch, boolean together) {
      this.batch = batch;
      this.together = together;
    }
  }

  Taker(String source, Manner manner, Supplier<Turn> turn) {
    this.source = source;
    this.manner = manner;
    this.turn = turn;
  }

  @Override
  public ServiceSpec spec() {
    Subscription.Builder group =
        Subscription.group("takes").from(source).batch(manner.batch).fromNowOn();
    return ServiceSpec.named("taker" + source)
        .keepsData("db/bench/taker")
        .operation(
            Operation.named("idle").handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .subscription(
            manner.together
                ? group.inBatches(this::takeAll, "bench.told")
                : group.on("bench.told", this::take))
        .build();
  }

  private Future<Void> take(Event event, Transaction tx) {
    Turn now = turn.get();
    if (event.subject().equals(Teller.POISON)) {
      return now.isPoisoned()
          ? Future.failedFuture(new IllegalStateException("poison"))
          : Future.succeededFuture();
    }
    int number = event.data().getInteger("number");
    tx.afterCommit(() -> now.effected(number));
    return tx.execute(TAKE, Tuple.of(event.position(), event.subject(), (long) number))
        .mapEmpty();
  }

  private Future<Void> takeAll(List<Event> events, Transaction tx) {
    Turn now = turn.get();
    Long[] positions = events.stream().map(Event::position).toArray(Long[]::new);
    String[] subjects = events.stream().map(Event::subject).toArray(String[]::new);
    Long[] numbers =
        events.stream().map(event -> event.data().getLong("number")).toArray(Long[]::new);
    tx.afterCommit(() -> {
      for (Long number : numbers) {
        now.effected(number.intValue());
      }
    });
    return tx.execute(TAKE_ALL, Tuple.of(positions, subjects, numbers)).mapEmpty();
  }
}
