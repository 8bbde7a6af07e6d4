package io.sennit.mesh.saga;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Pace;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second for sagas whose time has come. Any instance may do it, several at once. Used on
 * one event loop.
 */
final class SagaClock {
  private static final Logger LOG = LoggerFactory.getLogger(SagaClock.class);
  private static final int TICK_MILLIS = 1_000;
  /** Answers that came while nobody was here are read before anything is given up. */
  private static final int HEAD_START_MILLIS = 3_000;

  private static final int BATCH = 256;
  /** Counting looks at each that is open or has ended lately. */
  private static final Pace COUNTING = new Pace(Duration.ofSeconds(10), Duration.ofMinutes(1));

  private static final int CLEAN_EVERY = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String COUNT = """
      SELECT state, count(*) AS sagas FROM saga WHERE finished IS NULL GROUP BY state
      """;
  private static final int CLEANED = 5_000;
  /** What ended long ago is among those that began first, so no others are looked at. */
  private static final String CLEAN = """
      DELETE FROM saga
       WHERE number IN (SELECT number
                          FROM (SELECT number, finished
                                  FROM saga
                                 WHERE finished IS NOT NULL
                                 ORDER BY number
                                 LIMIT %d) AS first
                         WHERE finished < now() - interval '14 days')
      """.formatted(CLEANED);

  private final Vertx vertx;
  private final Store store;
  private final Rows rows;
  private final Advance advance;
  private final Meters meters;
  private List<Course> seized = List.of();
  private Future<?> busy = Future.succeededFuture();
  private long timer = -1;
  private long ticks;
  private long nextCount = 1;
  private int batch = BATCH;
  private boolean untidy;
  private boolean stopped;

  SagaClock(Vertx vertx, Store store, Rows rows, Advance advance, Meters meters) {
    this.vertx = vertx;
    this.store = store;
    this.rows = rows;
    this.advance = advance;
    this.meters = meters;
  }

  void start() {
    next(HEAD_START_MILLIS);
  }

  private void next(int millis) {
    if (!stopped) {
      timer = vertx.setTimer(millis, now -> tick());
    }
  }

  private void tick() {
    ticks++;
    busy = scan()
        .compose(looked -> ticks >= nextCount ? count() : Future.succeededFuture())
        .compose(counted -> untidy || ticks % CLEAN_EVERY == 1 ? clean() : Future.succeededFuture())
        .onComplete(done -> next(TICK_MILLIS), failure -> {
          LOG.warn(
              "Nobody looked after sagas of {} whose time has come; it is tried again: {}",
              rows.service(),
              failure.toString());
          next(HEAD_START_MILLIS);
        });
  }

  private Future<Void> scan() {
    seized = List.of();
    return inTransaction(transaction -> rows.lockDue(transaction, batch).compose(due -> {
          seized = due;
          return due.isEmpty() ? Future.succeededFuture() : advance.due(due, transaction);
        }))
        .transform(done -> done.succeeded() ? more() : alone(done.cause()));
  }

  private Future<Void> more() {
    if (seized.size() == batch) {
      return scan();
    }
    batch = BATCH;
    return Future.succeededFuture();
  }

  /** One saga whose service fails must not hold up the others, so each is tried by itself. */
  private Future<Void> alone(Throwable failure) {
    if (seized.isEmpty()) {
      return Future.failedFuture(failure);
    }
    if (batch > 1) {
      batch = 1;
      return scan();
    }
    Course.Key poor = seized.get(0).key();
    LOG.warn("The saga {} could not go on: {}", poor.reference(), failure.toString());
    return inTransaction(transaction -> advance.postpone(poor, failure, transaction))
        .compose(later -> scan());
  }

  private Future<Void> count() {
    long began = System.nanoTime();
    // Should it fail, because it takes so long, it is not tried again at once.
    nextCount = ticks + inTicks(COUNTING.most());
    return store.read(work(), COUNT, Tuple.tuple()).map(rows -> {
      Map<State, Long> counts = new EnumMap<>(State.class);
      rows.forEach(row -> counts.put(State.valueOf(row.getString(0)), row.getLong(1)));
      meters.counted(counts);
      nextCount = ticks + inTicks(COUNTING.restAfter(Duration.ofNanos(System.nanoTime() - began)));
      return null;
    });
  }

  private static long inTicks(Duration rest) {
    return rest.toMillis() / TICK_MILLIS;
  }

  /** A part of it: more follows with the next tick, so that what is due does not wait. */
  private Future<Void> clean() {
    return store
        .inTransaction(work(), transaction -> transaction.execute(CLEAN))
        .onSuccess(gone -> untidy = gone.rowCount() > 0)
        .mapEmpty();
  }

  private Future<Void> inTransaction(Function<Transaction, Future<Void>> task) {
    return store.inTransaction(work(), task);
  }

  private Call work() {
    return Call.chore(rows.service(), Sagas.GROUP, PATIENCE);
  }

  /** The future ends when what was in hand is done. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return busy.transform(done -> Future.succeededFuture());
  }
}
