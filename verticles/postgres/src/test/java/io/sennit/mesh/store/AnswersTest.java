package io.sennit.mesh.store;

import static io.sennit.mesh.store.Keyed.ANNE;
import static io.sennit.mesh.store.Keyed.BERT;
import static io.sennit.mesh.store.Keyed.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  private static final int CONNECTIONS = 4;
  private static final String SELL = "insert into sold values ($1)";

  @TempDir
  static Path data;

  private static Shop shop;

  private final AtomicInteger next = new AtomicInteger();

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.in(data, Shop.OPTIONS.withConnections(CONNECTIONS, 16));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void begin() {
    shop.ask("with gone as (delete from shop.sold returning 1),"
        + " old as (delete from shop.answer returning 1) select count(*)::text from gone, old");
  }

  @Test
  void theSameCallIsDoneOnceAndAnsweredAlikeEachTime() {
    Reply first = sell(call(ANNE, "k", 1)).await();
    Reply second = sell(call(ANNE, "k", 1)).await();

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.headers()).isEqualTo(first.headers());
    assertThat(second.body().bytes()).isEqualTo(first.body().bytes());
    assertThat(sold()).isEqualTo("1");
  }

  @Test
  void whatTellsOfSomebodyIsForgottenWithThem() {
    sellTo("carl", call(ANNE, "k", 1)).await();
    sellTo("dora", call(ANNE, "l", 2)).await();
    sell(call(ANNE, "m", 3)).await();

    shop.store()
        .inTransaction(
            Call.to("shop.forget"), transaction -> Store.forgetAnswersAbout(transaction, "carl"))
        .await();

    assertThat(shop.ask("select string_agg(key, ' ' order by key) from shop.answer"))
        .isEqualTo("l m");
  }

  @Test
  void withoutAKeyEachCallIsDone() {
    sell(Call.to("shop.sell", piece(1))).await();
    sell(Call.to("shop.sell", piece(1))).await();

    assertThat(sold()).isEqualTo("2");
  }

  /** PostgreSQL goes on to make a plan for each call where one for any values would cost more. */
  @Test
  void whatIsAskedForEachCallIsSoonNotPlannedAgain() {
    // In a small table any number of rows costs the same.
    String many = """
        insert into answer (scope, key, request, status, headers, body)
        select 'many', n::text, '', 200, '{}', '' from generate_series(1, 10000) as n
        """;
    shop.store()
        .inTransaction(
            Call.to("shop.fill"),
            transaction -> transaction
                .execute(many, Tuple.tuple())
                .compose(filled -> transaction.execute("analyze answer", Tuple.tuple())))
        .await();
    for (int i = 0; i < 200; i++) {
      plans(call(ANNE, "before-" + i, i));
    }

    List<Long> plans =
        IntStream.range(0, 20).mapToObj(i -> plans(call(ANNE, "then-" + i, i))).toList();

    assertThat(Set.copyOf(plans)).hasSizeLessThanOrEqualTo(CONNECTIONS);
  }

  /** How many its connection has made, as the call sees it. */
  private long plans(Call call) {
    String made = """
        select custom_plans from pg_prepared_statements
         where statement like '%WHERE answer.scope = wanted.scope%' and statement not like '%custom_plans%'
        """;
    AtomicLong plans = new AtomicLong();
    shop.store()
        .once(
            call,
            transaction -> transaction.execute(made, Tuple.tuple()).compose(rows -> {
              plans.set(rows.iterator().next().getLong(0));
              return sell(transaction);
            }))
        .await();
    return plans.get();
  }

  /** The plan is kept while the table grows. */
  @Test
  void anAnswerIsLookedForByItsKeyAlsoWhileThereAreFew() {
    String empty = "create temporary table answer (like shop.answer including all)";
    String few = """
        insert into answer (scope, key, request, status, headers, body)
        select 'few', n::text, '', 200, '{}', '' from generate_series(1, 60) as n
        """;
    List<String> plans = List.of(
        shop.explain(AnswerSql.FIND, List.of(empty)),
        shop.explain(AnswerSql.FIND, List.of(empty, few, "analyze answer")));

    assertThat(plans)
        .allSatisfy(plan -> assertThat(plan)
            .contains("Index Scan using answer_pkey")
            .doesNotContain("Seq Scan", "Hash"));
  }

  @Test
  void aKeyBelongsToWhoeverUsesIt() {
    sell(call(ANNE, "k", 1)).await();
    sell(call(BERT, "k", 1)).await();
    sell(call(Identity.ANONYMOUS, "k", 1)).await();
    sell(call(Identity.ANONYMOUS, "k", 2)).await();

    assertThat(sold()).isEqualTo("4");
  }

  @Test
  void aKeyThatWasUsedForSomethingElseIsRefused() {
    sell(call(ANNE, "k", 1)).await();

    assertThat(refusal(sell(call(ANNE, "k", 2))).kind()).isEqualTo(Kind.INVALID);
    assertThat(sold()).isEqualTo("1");
  }

  @Test
  void twoAtOnceAreAConflictForTheSecond() {
    Promise<Void> go = Promise.promise();
    Promise<Void> working = Promise.promise();
    Future<Reply> first = shop.store().once(call(ANNE, "k", 1), transaction -> {
      working.complete();
      return go.future().compose(went -> sell(transaction));
    });
    working.future().await();

    assertThat(refusal(sell(call(ANNE, "k", 1))).kind()).isEqualTo(Kind.CONFLICT);

    go.complete();
    first.await();
    assertThat(sell(call(ANNE, "k", 1)).await().body().bytes())
        .isEqualTo(first.result().body().bytes());
    assertThat(sold()).isEqualTo("1");
  }

  @Test
  void twentyAtOnceAreDoneOnce() {
    List<Future<Reply>> all =
        IntStream.range(0, 20).mapToObj(i -> sell(call(ANNE, "k", 1))).toList();
    Future.join(all).otherwiseEmpty().await();

    assertThat(sold()).isEqualTo("1");
    assertThat(all).anyMatch(Future::succeeded);
    all.stream()
        .filter(Future::failed)
        .forEach(
            refused -> assertThat(((Problem) refused.cause()).kind()).isEqualTo(Kind.CONFLICT));
  }

  @Test
  void whatFailedMayBeTriedAgainWithItsKey() {
    Call call = call(ANNE, "k", 1);
    refusal(shop.store()
        .once(call, transaction -> Future.failedFuture(Problem.of(Kind.CONFLICT, "sold out"))));

    sell(call).await();

    assertThat(sold()).isEqualTo("1");
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    for (String key : List.of("", "with blank", "ü", "x".repeat(256))) {
      assertThat(refusal(sell(call(ANNE, key, 1))).kind()).isEqualTo(Kind.MALFORMED);
    }
    assertThat(sold()).isEqualTo("0");
  }

  @Test
  void anAnswerIsForgottenAfterADay() {
    sell(call(ANNE, "old", 1)).await();
    shop.ask("with aged as (update shop.answer set time = now() - interval '25 hours' returning 1)"
        + " select count(*)::text from aged");

    sell(call(ANNE, "old", 1)).await();
    assertThat(sold()).isEqualTo("2");

    shop.ask("with aged as (update shop.answer set time = now() - interval '25 hours' returning 1)"
        + " select count(*)::text from aged");
    shop.store().forgetAnswers(Call.to("shop.sell")).await();
    assertThat(shop.ask("select count(*)::text from shop.answer")).isEqualTo("0");
  }

  @Test
  void whoWaitsForWhatFollowsGetsTheLastAnswerAndSoDoesWhoCallsAgain() {
    Promise<Reply> end = Promise.promise();
    Future<Reply> first = sell(call(ANNE, "k", 1), waiting(end));
    awaitSold();

    assertThat(refusal(sell(call(ANNE, "k", 1))).kind()).isEqualTo(Kind.CONFLICT);

    end.complete(Reply.ok(new JsonObject().put("state", "paid")));
    assertThat(first.await().json().getString("state")).isEqualTo("paid");
    Reply again = sell(call(ANNE, "k", 1)).await();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().bytes()).isEqualTo(first.result().body().bytes());
    assertThat(sold()).isEqualTo("1");
  }

  @Test
  void anAnswerThatOthersWereGivenIsTheLastOne() {
    Promise<Reply> end = Promise.promise();
    Future<Reply> first = sell(call(ANNE, "k", 1), waiting(end));
    awaitSold();
    shop.ask("with late as (update shop.answer set open_until = now() returning 1)"
        + " select count(*)::text from late");

    Reply second = sell(call(ANNE, "k", 1)).await();
    end.complete(Reply.ok(new JsonObject().put("state", "paid")));

    assertThat(second.status()).isEqualTo(201);
    assertThat(first.await().status()).isEqualTo(201);
    assertThat(first.result().body().bytes()).isEqualTo(second.body().bytes());
    assertThat(sold()).isEqualTo("1");
  }

  @Test
  void whoCallsAgainDoesNotWaitForWhatFollows() {
    Reply first = sell(call(ANNE, "k", 1)).await();

    Reply again = sell(call(ANNE, "k", 1), waiting(Promise.promise())).await();

    assertThat(again.body().bytes()).isEqualTo(first.body().bytes());
  }

  private static Sequel waiting(Promise<Reply> end) {
    return new Sequel(Duration.ofMinutes(1), first -> end.future());
  }

  private static void awaitSold() {
    try {
      Shop.await(Duration.ofSeconds(5), () -> sold().equals("1"));
    } catch (Exception never) {
      throw new AssertionError(never);
    }
  }

  private Future<Reply> sell(Call call, Sequel sequel) {
    return shop.store().once(call, sequel, this::sell);
  }

  private Future<Reply> sell(Call call) {
    return shop.store().once(call, this::sell);
  }

  private Future<Reply> sellTo(String customer, Call call) {
    return shop.store().onceAbout(call, reply -> customer, this::sell);
  }

  private Future<Reply> sell(Transaction transaction) {
    int id = next.incrementAndGet();
    return transaction
        .execute(SELL, Tuple.of(id))
        .map(done -> Reply.created("/sold/" + id, new JsonObject().put("id", id)));
  }

  private static JsonObject piece(int piece) {
    return new JsonObject().put("piece", piece);
  }

  private static Problem refusal(Future<?> outcome) {
    return catchThrowableOfType(Problem.class, outcome::await);
  }

  private static String sold() {
    return shop.ask("select count(*)::text from shop.sold");
  }
}
