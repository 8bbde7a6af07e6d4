package io.sennit.mesh.store;

import static io.sennit.mesh.store.Keyed.ANNE;
import static io.sennit.mesh.store.Keyed.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringTest {
  private static final String SELL = "insert into sold select unnest($1::int[])";
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir
  static Path data;

  private static Shop shop;

  private final List<Integer> groups = new CopyOnWriteArrayList<>();
  private Gathering<Integer> gathering;

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
    shop.ask("with gone as (delete from shop.sold returning 1),"
        + " old as (delete from shop.answer returning 1),"
        + " slow as (delete from shop.slowness returning 1)"
        + " select count(*)::text from gone, old, slow");
    gathering = onLoop(() -> shop.store().gathering(this::sell));
  }

  @Test
  void whoComesAloneIsDoneAtOnce() {
    Reply reply = once(call(ANNE, "k", 1), 1).await();

    assertThat(reply.json().getInteger("id")).isEqualTo(1);
    assertThat(groups).containsExactly(1);
    assertThat(sold()).isEqualTo(1);
  }

  @Test
  void thoseWhoComeWhileOthersAreAtWorkShareATransaction() {
    List<Future<Reply>> all = together(100, i -> Call.to("shop.sell"));
    Future.all(all).await();

    for (int i = 0; i < 100; i++) {
      assertThat(all.get(i).result().json().getInteger("id")).isEqualTo(i);
    }
    assertThat(sold()).isEqualTo(100);
    assertThat(transactions()).isEqualTo(groups.size()).isLessThan(10);
  }

  @Test
  void whatCannotBeDoneFailsByItselfAndTheOthersAreDone() {
    once(Call.to("shop.sell"), 7).await();

    List<Future<Reply>> all = together(20, i -> Call.to("shop.sell"));
    Future.join(all).otherwiseEmpty().await();

    assertThat(all).filteredOn(Future::failed).hasSize(1).containsExactly(all.get(7));
    assertThat(all.get(7).cause()).isInstanceOf(PgException.class);
    assertThat(sold()).isEqualTo(20);
  }

  @Test
  void whoAnswersBeforeItsStatementsKeepsNothingOfWhatFails() {
    gathering = onLoop(() -> shop.store().gathering(this::sellAtOnce));
    once(call(ANNE, "first", 7), 7).await();

    List<Future<Reply>> all = together(20, i -> call(ANNE, "k" + i, i));
    Future.join(all).otherwiseEmpty().await();

    assertThat(all).filteredOn(Future::failed).hasSize(1).containsExactly(all.get(7));
    assertThat(((PgException) all.get(7).cause()).getSqlState()).isEqualTo("23505");
    assertThat(sold()).isEqualTo(20);
    assertThat(shop.ask("select count(*)::text from shop.answer")).isEqualTo("20");
  }

  @Test
  void ofTwoWithOneKeyOneIsDone() {
    List<Future<Reply>> all = together(20, i -> call(ANNE, "k" + i % 10, i % 10));
    Future.join(all).otherwiseEmpty().await();

    assertThat(all).filteredOn(Future::succeeded).hasSize(10);
    assertThat(all)
        .filteredOn(Future::failed)
        .allSatisfy(
            refused -> assertThat(((Problem) refused.cause()).kind()).isEqualTo(Kind.CONFLICT));
    assertThat(sold()).isEqualTo(10);
  }

  @Test
  void whoWasAnsweredBeforeGetsThatAnswerInWhateverCompany() {
    Reply before = once(call(ANNE, "k3", 3), 3).await();

    List<Future<Reply>> all = together(10, i -> call(ANNE, "k" + i, i));
    Future.all(all).await();

    assertThat(all.get(3).result().body().bytes()).isEqualTo(before.body().bytes());
    assertThat(sold()).isEqualTo(10);
  }

  @Test
  void oneThatIsTakenBackDoesNotTakeItsCompanionsAlong() throws Exception {
    shop.slowDownCommits(1);
    Cancellation cancellation = new Cancellation();

    List<Future<Reply>> all =
        together(10, i -> i == 4 ? Call.to("shop.sell").until(cancellation) : Call.to("shop.sell"));
    Shop.await(SOON, () -> shop.sleeping() > 0);
    cancellation.cancel();

    Future.all(all).await();
    assertThat(sold()).isEqualTo(10);
  }

  @Test
  void whenAllAreTakenBackNothingIsKept() throws Exception {
    shop.slowDownCommits(20);
    Cancellation cancellation = new Cancellation();

    List<Future<Reply>> all = together(10, i -> Call.to("shop.sell").until(cancellation));
    Shop.await(SOON, () -> shop.sleeping() > 0);
    cancellation.cancel();

    for (Future<Reply> one : all) {
      assertThat(catchThrowableOfType(Problem.class, one::await).kind()).isEqualTo(Kind.CANCELLED);
    }
    Shop.await(SOON, () -> shop.atWork() == 0);
    assertThat(sold()).isZero();
  }

  @Test
  void manyWhoStandInLineAreARushUntilTheirTurnHasCome() throws Exception {
    Promise<Void> go = withTwoGroupsAtWork();

    List<Future<Reply>> line = together(Rush.LONG_LINE, i -> Call.to("shop.sell"));
    assertThat(shop.store().isRushed()).isTrue();

    go.complete();
    Future.all(line).await();
    Shop.await(SOON, () -> !shop.store().isRushed());
  }

  @Test
  void thoseWhoWaitForWhatFollowsAreNoRush() throws Exception {
    Promise<Void> go = withTwoGroupsAtWork();
    Sequel sequel = new Sequel(SOON, Future::succeededFuture);

    List<Future<Reply>> line = together(Rush.LONG_LINE, i -> Call.to("shop.sell"), sequel);
    assertThat(shop.store().isRushed()).isFalse();

    go.complete();
    Future.all(line).await();
  }

  /** What comes now stands in line until the promise is kept. */
  private Promise<Void> withTwoGroupsAtWork() throws Exception {
    Promise<Void> go = Promise.promise();
    gathering = onLoop(() -> shop.store().gathering((transaction, pieces) -> {
      groups.add(pieces.size());
      return go.future().map(gone -> pieces.stream().map(GatheringTest::sold).toList());
    }));
    for (int group = 1; group <= 2; group++) {
      int number = group;
      together(1, i -> Call.to("shop.sell"));
      Shop.await(SOON, () -> groups.size() == number);
    }
    return go;
  }

  private Future<List<Reply>> sell(Transaction transaction, List<Piece<Integer>> pieces) {
    groups.add(pieces.size());
    Integer[] ids = pieces.stream().map(Piece::wanted).toArray(Integer[]::new);
    return transaction
        .execute(SELL, Tuple.of((Object) ids))
        .map(sold -> pieces.stream().map(GatheringTest::sold).toList());
  }

  private Future<List<Reply>> sellAtOnce(Transaction transaction, List<Piece<Integer>> pieces) {
    sell(transaction, pieces);
    return Future.succeededFuture(pieces.stream().map(GatheringTest::sold).toList());
  }

  private static Reply sold(Piece<Integer> piece) {
    return Reply.ok(new JsonObject().put("id", piece.wanted()));
  }

  private Future<Reply> once(Call call, int id) {
    return onLoop(() -> gathering.once(call, Sequel.NONE, id));
  }

  /** So many calls in the same turn of the event loop. */
  private List<Future<Reply>> together(int count, IntFunction<Call> call) {
    return together(count, call, Sequel.NONE);
  }

  private List<Future<Reply>> together(int count, IntFunction<Call> call, Sequel sequel) {
    return onLoop(() -> {
      List<Future<Reply>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(gathering.once(call.apply(i), sequel, i));
      }
      return all;
    });
  }

  private static <T> T onLoop(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    shop.loop().runOnContext(here -> done.complete(task.get()));
    return done.future().await();
  }

  private static int sold() {
    return Integer.parseInt(shop.ask("select count(*)::text from shop.sold"));
  }

  private static int transactions() {
    return Integer.parseInt(shop.ask("select count(distinct xmin::text)::text from shop.sold"));
  }
}
