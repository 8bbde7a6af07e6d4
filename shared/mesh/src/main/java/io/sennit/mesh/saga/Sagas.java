package io.sennit.mesh.saga;

import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.event.Surroundings;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sagas of one instance of a service: starts them, and moves on those of all instances. */
public final class Sagas {
  /** The group that reads what participants answer. */
  public static final String GROUP = "saga";

  private static final String NOT_UNIQUE = "23505";
  private static final String TABLE = "saga";

  private final Map<String, Saga> sagas;
  private final Rows rows;
  private final Advance advance;
  private final SagaClock clock;
  private final Overview overview;

  public Sagas(
      String service, List<Saga> declared, Surroundings surroundings, Supplier<EventLog> log) {
    Meters meters = new Meters(service, surroundings.meters());
    this.sagas = declared.stream().collect(Collectors.toMap(Saga::name, Function.identity()));
    this.rows = new Rows(service);
    this.advance = new Advance(sagas, rows, log, meters);
    this.clock = new SagaClock(surroundings.vertx(), surroundings.store(), rows, advance, meters);
    this.overview = new Overview(rows, surroundings.store());
  }

  /**
   * Starts a saga together with all that the transaction keeps: its first command is told if the
   * transaction commits, and never otherwise. The future need not be waited for.
   *
   * @param id by which it is found again, mostly that of what it is about; no two sagas of a name
   *     can have the same
   */
  public Future<Void> start(Transaction transaction, String saga, String id, JsonObject input) {
    return start(transaction, saga, List.of(new Beginning(transaction.call(), id, input)));
  }

  /** Several sagas of a name, which costs no more round trips than one. */
  public Future<Void> start(Transaction transaction, String saga, List<Beginning> beginnings) {
    Saga declared = sagas.get(saga);
    if (declared == null) {
      throw new IllegalArgumentException("the service declares no saga '" + saga + "'");
    }
    return advance.begin(transaction, declared, beginnings).recover(failure -> {
      return Future.failedFuture(
          isThereAlready(failure)
              ? Problem.of(
                  Kind.CONFLICT, "There is such a saga " + saga + " already: give it another id.")
              : failure);
    });
  }

  /** A statement of the service's own, sent before, may have failed for the same reason. */
  private static boolean isThereAlready(Throwable failure) {
    return failure instanceof PgException refusal
        && NOT_UNIQUE.equals(refusal.getSqlState())
        && TABLE.equals(refusal.getTable());
  }

  /** How the answers of the participants come here. */
  public Subscription.Builder subscription() {
    String[] participants = commands().map(Action.Send::to).distinct().toArray(String[]::new);
    String[] answers = commands()
        .flatMap(send -> Stream.concat(send.yes().stream(), send.no().stream()))
        .distinct()
        .toArray(String[]::new);
    return Subscription.group(GROUP).from(participants).inBatches(advance::answered, answers);
  }

  private Stream<Action.Send> commands() {
    return sagas.values().stream().flatMap(Saga::commands);
  }

  /** Begins to look after those whose time comes. */
  public void begin() {
    clock.start();
  }

  /** The future ends when what was in hand is done. */
  public Future<Void> stop() {
    return clock.stop();
  }

  public Future<Reply> list(Call call) {
    return overview.list(call);
  }

  public Future<Reply> read(Call call) {
    return overview.read(call);
  }

  public Future<Reply> retry(Call call) {
    return overview.retry(call);
  }
}
