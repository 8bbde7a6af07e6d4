package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancellingTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String SLEEP = "select pg_sleep(30)";
  private static final String SELL = "insert into sold values (1)";

  @TempDir
  static Path data;

  private static Shop shop;

  private Cancellation cancellation;

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.in(data, Shop.OPTIONS.withConnections(1, 8));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void begin() {
    cancellation = new Cancellation();
    shop.ask("with gone as (delete from shop.sold returning 1) select count(*)::text from gone");
  }

  @Test
  void endsTheStatementOfACallThatIsTakenBack() throws Exception {
    endsWhenTakenBack((store, call) -> store.inTransaction(call, CancellingTest::sleep));
    endsWhenTakenBack((store, call) -> store.read(call, CancellingTest::sleep));
    endsWhenTakenBack((store, call) -> store.read(call, SLEEP, Tuple.tuple()));
  }

  @Test
  void endsTheStatementOfACallWhoseDeadlinePasses() throws Exception {
    endsWhenLate((store, call) -> store.inTransaction(call, CancellingTest::sleep));
    endsWhenLate((store, call) -> store.read(call, CancellingTest::sleep));
    endsWhenLate((store, call) -> store.read(call, SLEEP, Tuple.tuple()));
  }

  @Test
  void endsAStatementThatWaitsForALock() throws Exception {
    String connection = backend();
    try (Shop.Lock lock = shop.lock("select id from shop.stock where id = 1 for update")) {
      Future<?> buying = shop.store()
          .inTransaction(
              call(),
              transaction -> transaction.execute("update stock set pieces = 0 where id = 1"));
      Shop.await(SOON, () -> lock.isWaitedFor());

      cancellation.cancel();

      assertProblem(buying, Kind.CANCELLED);
      Shop.await(SOON, () -> !lock.isWaitedFor());
    }
    assertThat(backend()).isEqualTo(connection);
    assertThat(shop.ask("select pieces::text from shop.stock where id = 1")).isEqualTo("100");
  }

  @Test
  void leavesNothingBehindAndKeepsTheConnection() throws Exception {
    String connection = backend();
    Future<?> selling = shop.store()
        .inTransaction(
            call(),
            transaction -> transaction.execute(SELL).compose(sold -> transaction.execute(SLEEP)));
    Shop.await(LONG, () -> shop.sleeping() == 1);

    cancellation.cancel();

    assertProblem(selling, Kind.CANCELLED);
    assertThat(backend()).isEqualTo(connection);
    assertThat(shop.ask("select count(*)::text from shop.sold")).isEqualTo("0");
  }

  @Test
  void endsAStatementThatItsCancellationMayOvertake() throws Exception {
    String connection = backend();
    for (int i = 0; i < 100; i++) {
      cancellation = new Cancellation();
      Future<?> sleeping = shop.store().inTransaction(call(), CancellingTest::sleep);
      shop.vertx().timer(1 + 20 * i, TimeUnit.MICROSECONDS).await();

      cancellation.cancel();

      assertProblem(sleeping, Kind.CANCELLED);
    }
    assertThat(backend()).isEqualTo(connection);
    assertThat(shop.sleeping()).isZero();
  }

  @Test
  void endsAllStatementsThatWereSentTogether() throws Exception {
    String connection = backend();
    Future<?> selling = shop.store().inTransaction(call(), transaction -> {
      transaction.execute(SELL);
      transaction.execute(SLEEP);
      transaction.execute(SLEEP);
      return transaction.execute(SLEEP);
    });
    Shop.await(LONG, () -> shop.sleeping() == 1);

    cancellation.cancel();

    assertProblem(selling, Kind.CANCELLED);
    Shop.await(SOON, () -> shop.atWork() == 0);
    assertThat(backend()).isEqualTo(connection);
    assertThat(shop.ask("select count(*)::text from shop.sold")).isEqualTo("0");
  }

  @Test
  void undoesATransactionThatWaitsForSomethingElse() throws Exception {
    Promise<Void> never = Promise.promise();
    Future<?> selling = shop.store()
        .inTransaction(
            call(), transaction -> transaction.execute(SELL).compose(sold -> never.future()));
    Shop.await(LONG, () -> shop.atWork() == 1);

    cancellation.cancel();

    assertProblem(selling, Kind.CANCELLED);
    Shop.await(SOON, () -> shop.atWork() == 0);
    assertThat(shop.ask("select count(*)::text from shop.sold")).isEqualTo("0");
  }

  @Test
  void refusesStatementsOfWorkThatGoesOnAfterItsEnd() throws Exception {
    AtomicReference<Transaction> kept = new AtomicReference<>();
    Future<?> selling = shop.store().inTransaction(call(), transaction -> {
      kept.set(transaction);
      return Promise.promise().future();
    });
    Shop.await(LONG, () -> shop.atWork() == 1);
    cancellation.cancel();
    assertProblem(selling, Kind.CANCELLED);

    assertThatThrownBy(() -> kept.get().execute(SELL).await(10, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The transaction has ended");
    backend();
    assertThat(shop.ask("select count(*)::text from shop.sold")).isEqualTo("0");
  }

  @Test
  void endsTheWaitForAConnection() throws Exception {
    Cancellation sleeper = new Cancellation();
    AtomicInteger worked = new AtomicInteger();
    Future<?> sleeping =
        shop.store().inTransaction(Call.to("a.b").until(sleeper), CancellingTest::sleep);
    Shop.await(LONG, () -> shop.sleeping() == 1);
    Future<?> waiting = shop.store().inTransaction(call(), counted(worked));
    Future<?> impatient =
        shop.store().inTransaction(Call.to("a.b").within(Duration.ofMillis(50)), counted(worked));

    cancellation.cancel();

    assertProblem(waiting, Kind.CANCELLED);
    assertProblem(impatient, Kind.DEADLINE_EXCEEDED);
    assertThat(sleeping.isComplete()).isFalse();
    sleeper.cancel();
    // The connections that come too late go straight back.
    backend();
    assertThat(worked).hasValue(0);
  }

  @Test
  void doesNothingForACallThatIsOverAlready() {
    AtomicInteger worked = new AtomicInteger();
    cancellation.cancel();
    assertProblem(shop.store().inTransaction(call(), counted(worked)), Kind.CANCELLED);
    Call late = Call.to("a.b").within(Duration.ZERO);
    assertProblem(shop.store().inTransaction(late, counted(worked)), Kind.DEADLINE_EXCEEDED);
    assertThat(worked).hasValue(0);
  }

  @Test
  void hangsUpWhenItCannotTellTheServer() throws Exception {
    Store mute = asking("postgresql://nobody:none@127.0.0.1:1/nothing");
    String connection = backend();
    Future<?> sleeping = mute.inTransaction(call(), CancellingTest::sleep);
    Shop.await(LONG, () -> shop.sleeping() == 1);

    cancellation.cancel();

    assertProblem(sleeping, Kind.CANCELLED);
    assertThat(backend()).isNotEqualTo(connection);
    // The server looks every two seconds whether somebody is there.
    Shop.await(Duration.ofSeconds(8), () -> shop.sleeping() == 0);
  }

  @Test
  void asksForNothingBeforeTheTransactionHasBegun() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    NetServer listener = shop.vertx().createNetServer().connectHandler(socket -> {
      asked.incrementAndGet();
      socket.close();
    });
    int port = listener.listen(0, "127.0.0.1").await().actualPort();
    Store store = asking("postgresql://nobody:none@127.0.0.1:" + port + "/nothing");
    String connection = backend();
    signal(connection, "STOP");
    try {
      AtomicInteger sent = new AtomicInteger();
      Future<?> sleeping = store.inTransaction(call(), transaction -> {
        Future<?> statement = sleep(transaction);
        sent.incrementAndGet();
        return statement.mapEmpty();
      });
      Shop.await(LONG, () -> sent.get() == 1);
      cancellation.cancel();
      assertProblem(sleeping, Kind.CANCELLED);
      shop.vertx().timer(200).await();
      assertThat(asked).hasValue(0);
    } finally {
      signal(connection, "CONT");
    }
    Shop.await(LONG, () -> asked.get() > 0);
    listener.close().await();
    // The request went astray: the connection is cut, and the server notices that in the end.
    Shop.await(LONG, () -> shop.atWork() == 0);
  }

  private static Store asking(String server) {
    DatabaseUri uri = DatabaseUri.parse(server);
    Pools pools = new Pools(shop.vertx(), uri, Shop.OPTIONS);
    return new Store(
        new Connections(shop.vertx(), shop.store().pool(), pools.cancelRequest(), Shop.OPTIONS),
        new Failures(uri));
  }

  private static void signal(String process, String name) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process).start().waitFor();
  }

  private void endsWhenTakenBack(BiFunction<Store, Call, Future<?>> work) throws Exception {
    String connection = backend();
    cancellation = new Cancellation();
    Future<?> sleeping = work.apply(shop.store(), call());
    Shop.await(LONG, () -> shop.sleeping() == 1);

    cancellation.cancel();

    assertProblem(sleeping, Kind.CANCELLED);
    Shop.await(SOON, () -> shop.atWork() == 0);
    // The server was told, and has not found out that somebody has hung up.
    assertThat(backend()).isEqualTo(connection);
  }

  private static void endsWhenLate(BiFunction<Store, Call, Future<?>> work) throws Exception {
    String connection = backend();
    Future<?> sleeping =
        work.apply(shop.store(), Call.to("shop.test").within(Duration.ofSeconds(3)));
    Shop.await(LONG, () -> shop.sleeping() == 1);

    assertProblem(sleeping, Kind.DEADLINE_EXCEEDED);
    Shop.await(SOON, () -> shop.atWork() == 0);
    assertThat(backend()).isEqualTo(connection);
  }

  private static Future<RowSet<Row>> sleep(Transaction transaction) {
    return transaction.execute(SLEEP);
  }

  private static Function<Transaction, Future<Object>> counted(AtomicInteger worked) {
    return transaction -> {
      worked.incrementAndGet();
      return Future.succeededFuture("worked");
    };
  }

  private static void assertProblem(Future<?> future, Kind kind) {
    Problem problem = catchThrowableOfType(Problem.class, () -> future.await(5, TimeUnit.SECONDS));
    assertThat(problem).isNotNull();
    assertThat(problem.kind()).as(problem.detail()).isEqualTo(kind);
  }

  /** The process on the other side of the only connection. */
  private static String backend() {
    return StoreTest.ask(shop.store(), "select pg_backend_pid()::text");
  }

  private Call call() {
    return Call.to("shop.test").until(cancellation);
  }
}
