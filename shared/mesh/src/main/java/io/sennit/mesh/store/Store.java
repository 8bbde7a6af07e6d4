package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
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
