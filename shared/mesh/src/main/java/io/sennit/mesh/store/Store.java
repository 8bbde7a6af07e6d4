package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.function.Function;

/**
 * A service's data, which is only ever touched on behalf of a call: when the call is taken back or
 * its deadline passes, its statements end in the database as well, and leave nothing behind.
 */
public final class Store {
  /** A few at a time: nobody shall wait for it. */
  private static final String FORGET = """
      DELETE FROM answer
       WHERE ctid IN (SELECT ctid FROM answer WHERE time < now() - interval '24 hours' LIMIT 5000)
      """;

  private final Connections connections;
  private final Failures failures;

  Store(Connections connections, Failures failures) {
    this.connections = connections;
    this.failures = failures;
  }

  /**
   * Does a piece of work and keeps all of it, or nothing: it is undone when it throws, when its
   * future or one of its statements fails, or when the call has ended. It may be done more than
   * once, when others are in its way, so what it does beside its statements has to bear that.
   */
  public <T> Future<T> inTransaction(Call call, Function<Transaction, Future<T>> work) {
    return run(call, Mode.WRITING, work);
  }

  /**
   * As {@link #inTransaction}, and when the call has an idempotency key, once in 24 hours: who
   * calls again with the key gets the first answer again, byte for byte.
   */
  public Future<Reply> once(Call call, Function<Transaction, Future<Reply>> work) {
    String key = call.headers().get(Repeatable.KEY);
    return inTransaction(
        call, key == null ? work : transaction -> Answers.once(transaction, key, work));
  }

  /** Forgets answers that are too old to be given again. */
  public Future<Void> forgetAnswers(Call call) {
    return inTransaction(call, transaction -> transaction.execute(FORGET))
        .compose(forgotten ->
            forgotten.rowCount() == 0 ? Future.succeededFuture() : forgetAnswers(call));
  }

  /** Several statements that only read, and see the data as they were at one moment. */
  public <T> Future<T> read(Call call, Function<Transaction, Future<T>> work) {
    return run(call, Mode.READING, work);
  }

  /** One statement that only reads, in one round trip. */
  public Future<RowSet<Row>> read(Call call, String sql, Tuple parameters) {
    return run(call, Mode.LOOKING, statement -> statement.execute(sql, parameters));
  }

  Pool pool() {
    return connections.pool();
  }

  private <T> Future<T> run(Call call, Mode mode, Function<Transaction, Future<T>> work) {
    ContextInternal context = (ContextInternal) connections.vertx().getOrCreateContext();
    Promise<T> outcome = context.promise();
    // All of a run happens on the caller's event loop, whoever cancels it from wherever.
    context.emit(here -> new Run<>(connections, failures, mode, work, new Patience(context, call))
        .outcome()
        .onComplete(outcome));
    return outcome.future();
  }
}
