package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionTest {
  private static final String SELL = "insert into sold values ($1)";
  private static final String FAIL = "do $$ begin raise 'a test' using errcode = '%s'; end $$";
  private static final String HANG_UP = "select pg_terminate_backend(pg_backend_pid())";

  @TempDir
  static Path data;

  private static Shop shop;

  private final AtomicInteger worked = new AtomicInteger();

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.in(data, Shop.OPTIONS.withConnections(4, 16));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void begin() {
    shop.ask("with gone as (delete from shop.sold returning 1) select count(*)::text from gone");
  }

  @Test
  void keepsAllThatItDid() {
    Integer rows = run(transaction -> transaction
            .execute(SELL, Tuple.of(1))
            .compose(sold -> transaction.executeBatch(SELL, List.of(Tuple.of(2), Tuple.of(3))))
            .compose(sold -> transaction.execute("select count(*)::int from sold"))
            .map(counted -> counted.iterator().next().getInteger(0)))
        .await();

    assertThat(rows).isEqualTo(3);
    assertThat(sold()).isEqualTo(3);
  }

  @Test
  void undoesAllWhenItsWorkFailsAndPassesTheFailureOn() {
    IllegalStateException defect = new IllegalStateException("a defect");
    Problem refusal = Problem.of(Kind.CONFLICT, "sold out");

    assertThat(failure(
            transaction -> sell(transaction, 1).compose(sold -> Future.failedFuture(refusal))))
        .isSameAs(refusal);
    assertThat(failure(transaction -> sell(transaction, 2).map(sold -> {
          throw defect;
        })))
        .isSameAs(defect);
    assertThat(failure(transaction -> {
          sell(transaction, 3);
          throw defect;
        }))
        .isSameAs(defect);
    assertThat(failure(transaction -> null)).hasMessageContaining("no future");

    assertThat(sold()).isZero();
    assertThat(shop.atWork()).isZero();
  }

  @Test
  void undoesAllWhenAStatementFailsWhateverItsWorkMakesOfThat() {
    String tooMany = "update stock set pieces = -1";
    Problem own = Problem.of(Kind.CONFLICT, "sold out");

    assertThat(failure(
            transaction -> sell(transaction, 1).compose(sold -> transaction.execute(tooMany))))
        .isInstanceOfSatisfying(
            PgException.class, failure -> assertThat(failure.getSqlState()).isEqualTo("23514"));
    assertThat(failure(transaction -> sell(transaction, 2)
            .compose(sold -> transaction.execute(tooMany))
            .recover(failure -> Future.failedFuture(own))))
        .isSameAs(own);
    assertThat(failure(transaction -> sell(transaction, 3)
            .compose(sold -> transaction.execute(tooMany))
            .otherwiseEmpty()
            .compose(ignored -> sell(transaction, 4))
            .otherwiseEmpty()))
        .isInstanceOf(PgException.class);
    assertThat(failure(transaction -> {
          // Nobody looks at its future.
          transaction.execute("select pg_sleep(0.05)").compose(slept -> Future.succeededFuture());
          transaction.execute(tooMany);
          return sell(transaction, 5).otherwiseEmpty();
        }))
        .isInstanceOf(PgException.class);

    assertThat(sold()).isZero();
  }

  @Test
  void leavesDefectsOfItsStatementsAsTheyAre() {
    assertThat(failure(transaction -> transaction.execute("select nonsense")))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("nonsense");
    assertThat(failure(transaction -> transaction.execute("select $1::int", Tuple.of("x"))))
        .isNotInstanceOf(Problem.class)
        .hasMessageContaining("can not be coerced");
    assertThat(failure(transaction -> transaction.executeBatch(SELL, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(failure(transaction -> transaction.execute("select $1 is null", Tuple.of(1))))
        .hasMessageContaining("type of a parameter is not clear");
  }

  @Test
  void writesOnlyWhereItMay() {
    Call call = Call.to("shop.test");
    assertThatThrownBy(() -> shop.store().read(call, SELL, Tuple.of(1)).await())
        .hasMessageContaining("read-only transaction");
    assertThatThrownBy(
            () -> shop.store().read(call, transaction -> sell(transaction, 1)).await())
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void readsAllAsItWasAtOneMoment() {
    String count = "select count(*)::int from sold";
    Boolean same = shop.store()
        .read(
            Call.to("shop.test"),
            transaction -> transaction
                .execute(count)
                .compose(before -> run(other -> sell(other, 1))
                    .compose(sold -> transaction.execute(count))
                    .map(after -> before
                        .iterator()
                        .next()
                        .getInteger(0)
                        .equals(after.iterator().next().getInteger(0)))))
        .await();

    assertThat(same).isTrue();
    assertThat(sold()).isOne();
  }

  @Test
  void letsTheServerKnowTheDeadline() {
    String limit =
        "select floor(extract(epoch from current_setting('statement_timeout')::interval))::int";
    Call hasty = Call.to("shop.test").within(Duration.ofSeconds(3));
    List<Integer> seconds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      seconds.add(shop.store()
          .inTransaction(hasty, transaction -> transaction.execute(limit))
          .await()
          .iterator()
          .next()
          .getInteger(0));
      seconds.add(shop.store()
          .read(Call.to("shop.test"), limit, Tuple.tuple())
          .await()
          .iterator()
          .next()
          .getInteger(0));
    }
    assertThat(seconds).hasSize(10).containsOnly(3, 10);
  }

  @Test
  void repeatsWhatMetOthersUntilItsCallIsOver() {
    assertThat(run(transaction -> transaction.execute(
                worked.incrementAndGet() < 3 ? FAIL.formatted("40001") : "select 1"))
            .await())
        .hasSize(1);
    assertThat(worked).hasValue(3);

    worked.set(0);
    assertThat(failure(transaction -> {
          worked.incrementAndGet();
          return transaction.execute(FAIL.formatted("40P01")).otherwiseEmpty();
        }))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE));
    assertThat(worked).hasValue(5);
  }

  @Test
  void settlesWhatStandsInEachOthersWay() {
    List<Future<?>> buyers = new ArrayList<>();
    for (int buyer = 0; buyer < 4; buyer++) {
      buyers.add(run(transaction -> {
        worked.incrementAndGet();
        return transaction
            .execute("set transaction isolation level serializable")
            .compose(set -> transaction.execute("select pieces from stock where id = 3"))
            .compose(rows -> transaction.execute(
                "update stock set pieces = $1 where id = 3",
                Tuple.of(rows.iterator().next().getInteger(0) - 1)));
      }));
    }
    Future.all(buyers).await();

    assertThat(shop.ask("select pieces::text from shop.stock where id = 3")).isEqualTo("96");
    assertThat(worked).hasValueGreaterThan(4);
  }

  @Test
  void beginsAnewOnAnotherConnectionWhenItsOwnBreaks() {
    run(transaction -> sell(transaction, worked.incrementAndGet())
            .compose(sold -> transaction.execute(worked.get() == 1 ? HANG_UP : "select 1")))
        .await();
    assertThat(worked).hasValue(2);
    assertThat(shop.ask("select string_agg(id::text, ',') from shop.sold")).isEqualTo("2");

    worked.set(0);
    assertThat(failure(transaction -> {
          worked.incrementAndGet();
          return transaction.execute(HANG_UP);
        }))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE));
    assertThat(worked).hasValue(2);
  }

  @Test
  void saysThatTheOutcomeIsNotKnownWhenTheCommitIsNotAnswered() throws Exception {
    shop.slowDownCommits(30);
    try {
      Future<?> selling = run(transaction -> {
        worked.incrementAndGet();
        return sell(transaction, 1);
      });
      Shop.await(Duration.ofSeconds(5), () -> shop.sleeping() == 1);
      shop.ask("select pg_terminate_backend(pid)::text from pg_stat_activity"
          + " where usename = 'sennit_shop' and wait_event = 'PgSleep'");

      Problem problem =
          catchThrowableOfType(Problem.class, () -> selling.await(5, TimeUnit.SECONDS));
      assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(problem.executed()).isTrue();
      assertThat(problem.detail()).contains("during the commit", "is not known");
      assertThat(worked).hasValue(1);
    } finally {
      shop.slowDownCommits(0);
    }
  }

  @Test
  void saysThatTheOutcomeIsNotKnownWhenTheDeadlinePassesDuringTheCommit() throws Exception {
    shop.slowDownCommits(30);
    try {
      Call hasty = Call.to("shop.test").within(Duration.ofMillis(500));
      Future<?> selling = shop.store().inTransaction(hasty, transaction -> sell(transaction, 1));

      Problem problem =
          catchThrowableOfType(Problem.class, () -> selling.await(5, TimeUnit.SECONDS));
      assertThat(problem.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
      assertThat(problem.detail()).contains("during the commit", "is not known");
      Shop.await(Duration.ofSeconds(1), () -> shop.atWork() == 0);
      assertThat(sold()).isZero();
    } finally {
      shop.slowDownCommits(0);
    }
  }

  private static <T> Future<T> run(Function<Transaction, Future<T>> work) {
    return shop.store().inTransaction(Call.to("shop.test"), work);
  }

  private static <T> Throwable failure(Function<Transaction, Future<T>> work) {
    Throwable failure = catchThrowable(() -> run(work).await(5, TimeUnit.SECONDS));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Future<RowSet<Row>> sell(Transaction transaction, int id) {
    return transaction.execute(SELL, Tuple.of(id));
  }

  private static int sold() {
    return Integer.parseInt(shop.ask("select count(*)::text from shop.sold"));
  }
}
