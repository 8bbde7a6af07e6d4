package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service's data, which is only ever touched on behalf of a call: when the call is taken back or
 * its deadline passes, its statements end in the database as well, and leave nothing behind.
 */
public final class Store {
  private final Connections connections;
  private final Failures failures;
  private final Rush rush = new Rush(System::nanoTime);
  private final Errands errands;

  Store(Connections connections, Failures failures) {
    this.connections = connections;
    this.failures = failures;
    this.errands = new Errands(connections.forErrands());
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
   * As {@link #inTransaction}, for what follows from something and nobody waits for: no more of it
   * at once than leaves connections to calls. It is made a call when its turn has come.
   */
  public <T> Future<T> inBackground(Supplier<Call> errand, Function<Transaction, Future<T>> work) {
    ContextInternal context = (ContextInternal) connections.vertx().getOrCreateContext();
    return errands.run(context, () -> inTransaction(errand.get(), work));
  }

  /**
   * As {@link #inTransaction}, and when the call has an idempotency key, once in 24 hours: who
   * calls again with the key gets the first answer again, byte for byte.
   */
  public Future<Reply> once(Call call, Function<Transaction, Future<Reply>> work) {
    return once(call, Sequel.NONE, work);
  }

  /** The same for a caller who waits for what follows; who calls again gets the last answer. */
  public Future<Reply> once(Call call, Sequel sequel, Function<Transaction, Future<Reply>> work) {
    return Asked.of(call, work, sequel).compose(asked -> once(call, asked));
  }

  /**
   * The same where the answer tells of somebody, whom this function names, so that it can be
   * forgotten with them: see {@link #forgetAnswersAbout}.
   */
  public Future<Reply> onceAbout(
      Call call,
      Function<Reply, @Nullable String> about,
      Function<Transaction, Future<Reply>> work) {
    return Asked.of(call, work, Sequel.NONE, about).compose(asked -> once(call, asked));
  }

  private Future<Reply> once(Call call, Asked<Function<Transaction, Future<Reply>>> asked) {
    return together(call, List.of(asked), Store::one)
        .compose(answers -> finished(asked, answers.get(0)));
  }

  /** Forgets the kept answers that tell of somebody, in the transaction that removes them. */
  public static Future<Void> forgetAnswersAbout(Transaction transaction, String subject) {
    return transaction.execute(AnswerSql.FORGET_ABOUT, Tuple.of(subject)).mapEmpty();
  }

  /**
   * The answer that the call's key was given before, if any, and otherwise this failure: for what
   * fails before it comes to the transaction, which a call that is done already need not mind.
   */
  public Future<Reply> earlier(Call call, Throwable otherwise) {
    return Asked.of(call, call, Sequel.NONE).compose(asked -> {
      AnswerKey key = asked.key();
      return key == null
          ? Future.failedFuture(otherwise)
          : read(call, AnswerSql.GIVEN, key.tuple())
              .compose(rows -> rows.size() == 0
                  ? Future.failedFuture(otherwise)
                  : Answers.given(key, rows).map(Answered::reply));
    });
  }

  private static Future<List<Reply>> one(
      Transaction transaction, List<Piece<Function<Transaction, Future<Reply>>>> pieces) {
    return pieces.get(0).wanted().apply(transaction).map(List::of);
  }

  /** Work of one kind that calls ask for again and again: those that wait anyway share a commit. */
  public <T> Gathering<T> gathering(SharedWork<T> work) {
    return new Gathering<>(this, work, connections.vertx().getOrCreateContext());
  }

  <T> Future<List<Future<Answered>>> together(Call call, List<Asked<T>> all, SharedWork<T> work) {
    return inTransaction(call, transaction -> Answers.once(transaction, all, work));
  }

  /** The last answer of a call whose work is kept. */
  <T> Future<Reply> finished(Asked<T> asked, Future<Answered> outcome) {
    return outcome.compose(answered -> {
      if (!answered.isFirst() || asked.sequel().isNone()) {
        return Future.succeededFuture(answered.reply());
      }
      Future<Reply> last = asked.sequel().ending().apply(answered.reply());
      AnswerKey key = asked.key();
      return key == null
          ? last
          : last.compose(reply -> inTransaction(
              asked.piece().call(), transaction -> Answers.close(transaction, key, reply)));
    });
  }

  /** Forgets answers that are too old to be given again. */
  public Future<Void> forgetAnswers(Call call) {
    return inTransaction(call, transaction -> transaction.execute(AnswerSql.FORGET))
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

  /**
   * Whether many calls of {@linkplain #gathering gatherings} stand in line: time to leave the
   * database to them for whoever can wait.
   */
  public boolean isRushed() {
    return rush.isOn();
  }

  Rush rush() {
    return rush;
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
