package io.sennit.mesh.saga;

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
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A service that takes part in sagas and knows nothing of them: it does or undoes something when it
 * is told to. The plan in the commands' data says how it behaves.
 */
final class Participant implements Service {
  /** Sagas whose effects are not undone by anybody, for as long as they stand here. */
  static final Set<String> STUBBORN = ConcurrentHashMap.newKeySet();

  private final String name;
  private @Nullable ServiceContext context;

  Participant(String name) {
    this.name = name;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(name)
        .keepsData("db/participant")
        .operation(
            Operation.named("idle").handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .subscription(Subscription.group("work")
            .from("orders")
            .on(name + ".do", this::act)
            .on(name + ".undo", this::undo))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Void> act(Event command, Transaction transaction) {
    String plan = command.data().getString(name, "");
    if (plan.equals("refuse")) {
      return answer(command, transaction, ".refused");
    }
    if (plan.equals("careless")) {
      return Objects.requireNonNull(context)
          .store()
          .inTransaction(transaction.call(), own -> add(command, own))
          .compose(kept -> answer(command, transaction, ".done"));
    }
    Future<Void> unused = add(command, transaction);
    return switch (plan) {
      case "silent" -> Future.succeededFuture();
      case "twice" ->
        answer(command, transaction, ".done")
            .compose(done -> answer(command, transaction, ".done"));
      default -> answer(command, transaction, ".done");
    };
  }

  private static Future<Void> add(Event command, Transaction transaction) {
    return transaction
        .execute("INSERT INTO effect (saga, amount) VALUES ($1, 1)", Tuple.of(command.subject()))
        .mapEmpty();
  }

  /** Bears that nothing was done, and to come more than once. */
  private Future<Void> undo(Event command, Transaction transaction) {
    if (STUBBORN.contains(command.subject())) {
      return answer(command, transaction, ".refused");
    }
    transaction.execute("""
        INSERT INTO effect (saga, amount)
        SELECT saga, -sum(amount) FROM effect WHERE saga = $1
         GROUP BY saga HAVING sum(amount) > 0
        """, Tuple.of(command.subject()));
    return answer(command, transaction, ".undone");
  }

  private Future<Void> answer(Event command, Transaction transaction, String what) {
    JsonObject data = new JsonObject().put("reason", name.toUpperCase(Locale.ROOT));
    return Objects.requireNonNull(context)
        .events()
        .append(transaction, NewEvent.of(name + what, command.subject(), data));
  }
}
