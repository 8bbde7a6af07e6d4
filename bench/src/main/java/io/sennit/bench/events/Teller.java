package io.sennit.bench.events;

import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service that writes a row and tells events of it, in one transaction. */
final class Teller implements Service {
  static final int SUBJECTS = 1_000;
  static final String POISON = "poison";
  static final String TELL = "INSERT INTO told (subject, number) VALUES ($1, $2)";

  private final String name;
  private final Supplier<Turn> turn;
  private @Nullable ServiceContext context;

  Teller(String name, Supplier<Turn> turn) {
    this.name = name;
    this.turn = turn;
  }

  /** So many events in one transaction, with numbers from the first one on. */
  static JsonObject told(int first, int count) {
    return new JsonObject().put("first", first).put("count", count);
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(name)
        .keepsData("db/bench/teller")
        .operation(Operation.named("tell")
            .access(Access.ANYONE)
            .input(Schema.object()
                .required("first", Schema.integer())
                .required("count", Schema.integer()))
            .handledBy(this::tell))
        .operation(Operation.named("tell-poison").access(Access.ANYONE).handledBy(this::tellPoison))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> tell(Call call) {
    int first = call.input().getInteger("first");
    int count = call.input().getInteger("count");
    Turn now = turn.get();
    return known().store().inTransaction(call, tx -> tell(tx, now, first, count));
  }

  private Future<Reply> tell(Transaction tx, Turn now, int first, int count) {
    List<NewEvent> events = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      events.add(NewEvent.of("bench.told", "subject-" + i % SUBJECTS, Turn.data(i)));
    }
    tx.afterCommit(() -> {
      for (int i = first; i < first + count; i++) {
        now.committed(i);
      }
    });
    Future<?> row = tx.execute(TELL, Tuple.of("subject-" + first % SUBJECTS, (long) first));
    return Future.all(row, known().events().append(tx, events)).map(Reply.noContent());
  }

  private Future<Reply> tellPoison(Call call) {
    NewEvent poison = NewEvent.of("bench.told", POISON, Turn.data(-1));
    return known()
        .store()
        .inTransaction(call, tx -> known().events().append(tx, poison))
        .map(Reply.noContent());
  }

  private ServiceContext known() {
    return Objects.requireNonNull(context);
  }
}
