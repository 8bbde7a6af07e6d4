package io.sennit.gateway;

import static io.sennit.gateway.Front.header;
import static io.sennit.gateway.Front.problem;
import static io.sennit.gateway.Library.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are kept, for whom, and until when. */
class CacheTest {
  private Front front;

  private Front with(String cacheRules) throws Exception {
    front = new Front("{\"routes\":{\"library\":{\"cache\":" + cacheRules + "}}}");
    return front;
  }

  @AfterEach
  void close() {
    front.close();
  }

  private String read(String path, String... headers) throws Exception {
    return new JsonObject(front.get(path, headers).body()).getString("text");
  }

  private void saysEachTime(String cacheControl) {
    front.library.reading = call -> Future.succeededFuture(
        text("answer " + front.library.asked.get(), "cache-control", cacheControl));
  }

  @Test
  void anAnswerThatSaysNothingOfItIsNotKept() throws Exception {
    with("{}");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    assertThat(read("/book/1")).isEqualTo("answer 2");
    assertThat(front.get("/book/1").headers().map()).doesNotContainKeys("cache-status", "age");
  }

  @Test
  void anAnswerThatSaysSoIsKeptForAsLongAsItSays() throws Exception {
    with("{}");
    saysEachTime("public, max-age=60");

    assertThat(header(front.get("/book/1"), "cache-status"))
        .isEqualTo("sennit; fwd=uri-miss; stored");
    front.pass(Duration.ofSeconds(59));
    HttpResponse<String> kept = front.get("/book/1");
    assertThat(kept.body()).contains("answer 1");
    assertThat(header(kept, "age")).isEqualTo("59");
    assertThat(header(kept, "cache-status")).isEqualTo("sennit; hit; ttl=1");

    front.pass(Duration.ofSeconds(1));
    HttpResponse<String> next = front.get("/book/1");
    assertThat(next.body()).contains("answer 2");
    assertThat(header(next, "cache-status")).isEqualTo("sennit; fwd=uri-miss; stored");
    assertThat(next.headers().map()).doesNotContainKey("age");
  }

  @Test
  void headIsAnsweredByWhatGetHasKept() throws Exception {
    with("{}");
    saysEachTime("max-age=60");
    String length = header(front.get("/book/1"), "content-length");
    HttpResponse<String> head = front.send("HEAD", "/book/1");
    assertThat(header(head, "cache-status")).startsWith("sennit; hit");
    assertThat(header(head, "content-length")).isEqualTo(length);
    assertThat(front.library.asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "private, max-age=60",
        "no-store, max-age=60",
        "no-cache, max-age=60",
        "max-age=0",
        "max-age=rubbish",
        "public, s-maxage=0, max-age=60"
      })
  void whatMayNotBeSharedIsNotKept(String cacheControl) throws Exception {
    with("{\"for\":\"1m\"}");
    saysEachTime(cacheControl);
    assertThat(read("/book/1")).isEqualTo("answer 1");
    assertThat(read("/book/1")).isEqualTo("answer 2");
  }

  @ParameterizedTest
  @CsvSource({"set-cookie,a=b", "vary,*"})
  void whatIsForOneAskerAloneIsNotKept(String name, String value) throws Exception {
    with("{}");
    front.library.reads(text("x", "cache-control", "public, max-age=60", name, value));
    front.get("/book/1");
    front.get("/book/1");
    assertThat(front.library.asked).hasValue(2);
  }

  @Test
  void aRuleKeepsAnswersThatSayNothing() throws Exception {
    with("{\"for\":\"5s\"}");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    front.pass(Duration.ofSeconds(5));
    assertThat(read("/book/1")).isEqualTo("answer 2");
  }

  @Test
  void aRuleCanForbidIt() throws Exception {
    with("{\"on\":false}");
    saysEachTime("public, max-age=60");
    front.get("/book/1");
    front.get("/book/1");
    assertThat(front.library.asked).hasValue(2);
  }

  @Test
  void theSameQuestionInOtherWordsIsTheSame() throws Exception {
    with("{\"for\":\"5s\"}");
    assertThat(read("/book/a?q=1&r=2")).isEqualTo("answer 1");
    assertThat(read("/book/%61?r=%32&q=1")).isEqualTo("answer 1");
    assertThat(read("/book/a?q=2&r=1")).isEqualTo("answer 2");
  }

  @Test
  void answersVaryWithWhatTheySayTheyVaryWith() throws Exception {
    with("{}");
    front.library.reading = call -> Future.succeededFuture(text(
        "in " + call.headers().get("accept-language"),
        "cache-control",
        "max-age=60",
        "vary",
        "Accept-Language"));
    for (int round = 0; round < 2; round++) {
      assertThat(read("/book/1", "accept-language", "fr")).isEqualTo("in fr");
      assertThat(read("/book/1", "accept-language", "de")).isEqualTo("in de");
    }
    assertThat(front.library.asked).hasValue(2);
  }

  @Test
  void variantsAreBounded() throws Exception {
    front = new Front("{\"cache\":{\"variants\":2}}");
    front.library.reads(text("x", "cache-control", "max-age=60", "vary", "accept-language"));
    for (String language : List.of("a", "b", "c")) {
      front.get("/book/1", "accept-language", language);
    }
    front.get("/book/1", "accept-language", "c");
    assertThat(front.library.asked).hasValue(3);
    front.get("/book/1", "accept-language", "a");
    assertThat(front.library.asked).hasValue(4);
  }

  @Test
  void whoShowsWhoTheyAreGetsWhatIsKeptOnlyIfItIsForAnybody() throws Exception {
    with("{\"for\":\"1m\"}");
    String ada = front.passports.of("ada");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    assertThat(read("/book/1", "authorization", ada)).isEqualTo("answer 2");
    assertThat(read("/book/1", "authorization", ada)).isEqualTo("answer 3");
    assertThat(read("/book/1")).isEqualTo("answer 1");

    saysEachTime("public, max-age=60");
    assertThat(read("/book/2", "authorization", ada)).isEqualTo("answer 4");
    assertThat(read("/book/2", "authorization", ada)).isEqualTo("answer 4");
    assertThat(read("/book/2")).isEqualTo("answer 4");
  }

  @Test
  void aRuleCanKeepForEachUserApart() throws Exception {
    with("{\"for\":\"1m\",\"perUser\":true}");
    String ada = front.passports.of("ada");
    String eve = front.passports.of("eve");
    assertThat(read("/book/1", "authorization", ada)).isEqualTo("answer 1");
    assertThat(read("/book/1", "authorization", eve)).isEqualTo("answer 2");
    assertThat(read("/book/1", "authorization", ada)).isEqualTo("answer 1");
    assertThat(read("/book/1")).isEqualTo("answer 3");
  }

  @Test
  void clientsMayAskPastIt() throws Exception {
    with("{}");
    saysEachTime("public, max-age=60");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    assertThat(read("/book/1", "cache-control", "no-cache")).isEqualTo("answer 2");
    assertThat(read("/book/1")).isEqualTo("answer 2");
    assertThat(read("/book/1", "cache-control", "max-age=0")).isEqualTo("answer 3");
    assertThat(read("/book/1", "cache-control", "no-store")).isEqualTo("answer 4");
    assertThat(read("/book/1")).as("what was asked past it is not kept").isEqualTo("answer 3");
    front.pass(Duration.ofSeconds(10));
    assertThat(read("/book/1", "cache-control", "max-age=20")).isEqualTo("answer 3");
    assertThat(read("/book/1", "cache-control", "max-age=9")).isEqualTo("answer 5");
    assertThat(read("/book/1", "cache-control", "only-if-cached")).isEqualTo("answer 5");
    problem(front.get("/book/2", "cache-control", "only-if-cached"), 504);
  }

  @Test
  void aRuleCanTakeThatFromThem() throws Exception {
    with("{\"for\":\"1m\",\"refresh\":false}");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    assertThat(read("/book/1", "cache-control", "no-cache")).isEqualTo("answer 1");
  }

  @Test
  void anOldAnswerIsConfirmedByItsTag() throws Exception {
    with("{}");
    front.library.reads(text("whole", "cache-control", "max-age=60", "etag", "\"v1\""));
    assertThat(read("/book/1")).isEqualTo("whole");
    front.library.reading = call -> Future.succeededFuture(
        "\"v1\"".equals(call.headers().get("if-none-match"))
            ? new Reply(304, Pairs.of("cache-control", "max-age=60"), Body.EMPTY)
            : text("asked for without its tag"));
    front.pass(Duration.ofSeconds(61));
    HttpResponse<String> confirmed = front.get("/book/1");
    assertThat(confirmed.body()).contains("whole");
    assertThat(header(confirmed, "cache-status")).isEqualTo("sennit; fwd=stale; stored");
    assertThat(header(front.get("/book/1"), "cache-status")).isEqualTo("sennit; hit; ttl=60");
    assertThat(front.library.asked).hasValue(2);
    assertThat(front.get("/book/1", "if-none-match", "\"v1\"").statusCode()).isEqualTo(304);
    assertThat(front.library.asked).hasValue(2);
  }

  @Test
  void whoAsksFirstWithATagDoesNotGetAnAnswerKeptThatIsNone() throws Exception {
    with("{\"for\":\"1m\"}");
    front.library.reads(text("whole", "etag", "\"v1\""));
    assertThat(front.get("/book/1", "if-none-match", "\"v1\"").statusCode()).isEqualTo(304);
    assertThat(read("/book/1")).isEqualTo("whole");
    assertThat(front.library.asked).hasValue(1);
  }

  @Test
  void whoWritesReadsWhatTheyWrote() throws Exception {
    with("{\"for\":\"1m\"}");
    assertThat(read("/book/a b".replace(" ", "%20"))).isEqualTo("answer 1");
    assertThat(read("/book/2")).isEqualTo("answer 2");
    assertThat(front.send("PUT", "/book/a%20b").statusCode()).isEqualTo(204);
    assertThat(read("/book/a%20b")).isEqualTo("answer 3");
    assertThat(read("/book/2")).isEqualTo("answer 2");
  }

  @Test
  void aWriteThatWasRefusedChangesNothing() throws Exception {
    with("{\"for\":\"1m\"}");
    front.library.writing = call -> Future.failedFuture(Problem.of(Kind.CONFLICT, "no"));
    front.get("/book/1");
    problem(front.send("PUT", "/book/1"), 409);
    assertThat(read("/book/1")).isEqualTo("answer 1");
    front.library.writing = call -> Future.failedFuture(Problem.of(Kind.INTERNAL, "who knows"));
    problem(front.send("PUT", "/book/1"), 500);
    assertThat(read("/book/1")).isEqualTo("answer 2");
  }

  @Test
  void anAnswerFromBeforeAWriteIsWorthlessEvenIfItComesAfterIt() throws Exception {
    with("{\"for\":\"1m\"}");
    Promise<Reply> slow = Promise.promise();
    front.library.reading = call -> slow.future();
    CompletableFuture<HttpResponse<String>> reader = front.begin("/book/1");
    Wait.until("it is asked", () -> front.library.asked.get() == 1);
    front.send("PUT", "/book/1");
    front.library.reading = call -> front.library.answer();
    slow.complete(text("from before"));
    assertThat(reader.get(20, TimeUnit.SECONDS).body()).contains("from before");
    assertThat(read("/book/1")).isEqualTo("answer 2");
  }

  @Test
  void otherGatewaysLearnOfAWrite() throws Exception {
    with("{}");
    saysEachTime("public, max-age=60");
    Gateway other = front.another("{}");
    front.getAt(other, "/book/1");
    Wait.until("the first gateway knows that there is something to tell", () -> {
      try {
        return header(front.get("/book/2"), "cache-status").contains("hit");
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    });
    int asked = front.library.asked.get();
    assertThat(front.getAt(other, "/book/1").body()).contains("answer 1");
    assertThat(front.library.asked).hasValue(asked);

    front.send("PUT", "/book/1");

    Wait.until("the other gateway asks anew", () -> {
      try {
        return !front.getAt(other, "/book/1").body().contains("answer 1\"");
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    });
    other.close().await();
  }

  @Test
  void eventsDropWhatTheyAreAbout() throws Exception {
    with("{\"for\":\"1h\",\"invalidatedBy\":[\"book.changed\"],\"subject\":\"id\"}");
    front.get("/book/1");
    front.get("/book/2");
    publish("book.other", "1");
    publish("book.changed", "1");
    awaitNext("/book/1", "answer 1");
    assertThat(read("/book/2")).isEqualTo("answer 2");
  }

  @Test
  void eventsWithoutASubjectInThePathDropTheWholeRoute() throws Exception {
    with("{\"for\":\"1h\",\"invalidatedBy\":[\"book.changed\"]}");
    front.get("/book/1");
    publish("book.changed", "7");
    awaitNext("/book/1", "answer 1");
  }

  @Test
  void typesThatAPatternMeansAreLearntFromHints() throws Exception {
    with("{\"for\":\"1h\",\"invalidatedBy\":[\"book.*\"],\"subject\":\"id\"}");
    front.get("/book/1");
    front.vertx.eventBus().publish("sennit/hint/library", "book.changed loan.made");
    awaitNext("/book/1", "answer 1");
    int asked = front.library.asked.get();
    publish("book.changed", "2");
    publish("book.changed", "1");
    awaitNext("/book/1", "answer " + asked);
  }

  private void publish(String type, String subject) {
    front
        .vertx
        .eventBus()
        .publish(
            "sennit/events/" + type, new JsonObject().put("type", type).put("subject", subject));
  }

  private void awaitNext(String path, String last) {
    Wait.until("another answer than '" + last + "' comes", () -> {
      try {
        return !last.equals(read(path));
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    });
  }

  @Test
  void manyWhoAskTheSameAtOnceAreOneCall() throws Exception {
    with("{\"for\":\"1m\"}");
    Promise<Reply> slow = Promise.promise();
    front.library.reading = call -> slow.future();
    List<CompletableFuture<HttpResponse<String>>> readers = readers(20);
    Wait.until("it is asked", () -> front.library.asked.get() == 1);
    awaitMisses(20);
    slow.complete(text("for all"));
    for (CompletableFuture<HttpResponse<String>> reader : readers) {
      assertThat(reader.get(20, TimeUnit.SECONDS).body()).contains("for all");
    }
    assertThat(front.library.asked).hasValue(1);
    assertThat(readers.stream().filter(r -> header(r.join(), "cache-status").contains("collapsed")))
        .hasSize(19);
  }

  @Test
  void anAnswerThatTurnsOutToBeForOneIsNotForThoseWhoWaited() throws Exception {
    with("{\"for\":\"1m\"}");
    Promise<Reply> slow = Promise.promise();
    front.library.reading = call -> slow.future()
        .map(go -> text(
            "answer " + front.library.asked.get(),
            "set-cookie",
            "session=" + call.trace().traceId()));
    List<CompletableFuture<HttpResponse<String>>> readers = readers(5);
    awaitMisses(5);
    slow.complete(text("go"));
    List<String> cookies = readers.stream()
        .map(CompletableFuture::join)
        .map(answer -> header(answer, "set-cookie"))
        .toList();
    assertThat(cookies).hasSize(5).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void whenTheOneWhoAskedFailsTheNextTakesOver() throws Exception {
    with("{\"for\":\"1m\"}");
    Promise<Reply> first = Promise.promise();
    front.library.reading =
        call -> front.library.asked.get() == 1 ? first.future() : front.library.answer();
    List<CompletableFuture<HttpResponse<String>>> readers = readers(5);
    awaitMisses(5);
    first.fail(Problem.of(Kind.INTERNAL, "once"));
    List<Integer> statuses = readers.stream()
        .map(CompletableFuture::join)
        .map(HttpResponse::statusCode)
        .sorted()
        .toList();
    assertThat(statuses).containsExactly(200, 200, 200, 200, 500);
    assertThat(front.library.asked).hasValue(2);
  }

  @Test
  void whoWaitsWaitsNoLongerThanTheyWanted() throws Exception {
    with("{\"for\":\"1m\"}");
    Promise<Reply> slow = Promise.promise();
    front.library.reading = call -> slow.future();
    CompletableFuture<HttpResponse<String>> patient = front.begin("/book/1");
    awaitMisses(1);
    problem(front.get("/book/1", "sennit-timeout", "50"), 504);
    slow.complete(text("at last"));
    assertThat(patient.get(20, TimeUnit.SECONDS).body()).contains("at last");
  }

  private List<CompletableFuture<HttpResponse<String>>> readers(int count) {
    return IntStream.range(0, count).mapToObj(i -> front.begin("/book/1")).toList();
  }

  private void awaitMisses(int count) {
    Wait.until(
        count + " requests have come",
        () -> front
                .meters
                .get("sennit.gateway.cache")
                .tag("outcome", "miss")
                .counter()
                .count()
            == count);
  }

  @Test
  void anOldAnswerServesWhileANewOneIsFetched() throws Exception {
    with("{\"for\":\"5s\",\"staleWhileRevalidate\":\"10s\"}");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    front.pass(Duration.ofSeconds(6));
    HttpResponse<String> stale = front.get("/book/1");
    assertThat(stale.body()).contains("answer 1");
    assertThat(header(stale, "cache-status")).contains("stale-while-revalidate");
    awaitNext("/book/1", "answer 1");
    assertThat(read("/book/1")).isEqualTo("answer 2");
  }

  @Test
  void anOldAnswerServesWhenNoNewOneCanBeHad() throws Exception {
    with("{\"for\":\"5s\",\"staleIfError\":\"1m\"}");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    front.library.reading = call -> Future.failedFuture(Problem.of(Kind.INTERNAL, "broken"));
    front.pass(Duration.ofSeconds(6));
    assertThat(read("/book/1")).isEqualTo("answer 1");
    front.library.reading = call -> Future.failedFuture(Problem.of(Kind.NOT_FOUND, "gone"));
    problem(front.get("/book/1"), 404);
    front.library.reading = call -> Future.failedFuture(Problem.of(Kind.INTERNAL, "broken"));
    front.pass(Duration.ofMinutes(1));
    problem(front.get("/book/1"), 500);
  }

  @Test
  void anAnswerThatForbidsItIsNeverServedOld() throws Exception {
    with("{\"staleIfError\":\"1m\",\"staleWhileRevalidate\":\"1m\"}");
    saysEachTime("max-age=5, must-revalidate");
    assertThat(read("/book/1")).isEqualTo("answer 1");
    front.pass(Duration.ofSeconds(6));
    assertThat(read("/book/1")).isEqualTo("answer 2");
    front.library.reading = call -> Future.failedFuture(Problem.of(Kind.INTERNAL, "broken"));
    front.pass(Duration.ofSeconds(6));
    problem(front.get("/book/1"), 500);
  }

  @Test
  void failuresAreNotKeptAndMissingThingsOnlyIfTheRuleSaysSo() throws Exception {
    with("{\"for\":\"1m\",\"missingFor\":\"5s\"}");
    front.library.reading = call -> Future.failedFuture(Problem.of(Kind.INTERNAL, "broken"));
    front.get("/book/1");
    problem(front.get("/book/1"), 500);
    assertThat(front.library.asked).hasValue(2);
    front.library.reading = call -> Future.failedFuture(Problem.of(Kind.NOT_FOUND, "none"));
    front.get("/book/1");
    problem(front.get("/book/1"), 404);
    assertThat(front.library.asked).hasValue(3);
    front.pass(Duration.ofSeconds(5));
    problem(front.get("/book/1"), 404);
    assertThat(front.library.asked).hasValue(4);
  }

  @Test
  void theyTakeNoMoreRoomThanTheyAreGiven() throws Exception {
    front = new Front("{\"cache\":{\"bytes\":100000,\"largest\":20000}}");
    front.library.reads(text("x".repeat(9_000), "cache-control", "max-age=60"));
    for (int i = 0; i < 50; i++) {
      front.get("/book/" + i);
    }
    double kept = front.meters.get("sennit.gateway.cache.bytes").gauge().value();
    assertThat(kept).isBetween(50_000.0, 100_000.0);
    front.library.reads(text("x".repeat(21_000), "cache-control", "max-age=60"));
    front.get("/shelf/1");
    front.get("/shelf/1");
    assertThat(front.library.asked).hasValue(52);
  }

  @Test
  void aKeptAnswerIsCompressedForThoseWhoTakeItSo() throws Exception {
    with("{\"for\":\"1m\"}");
    front.library.reads(text("again and ".repeat(500), "etag", "\"v1\""));
    byte[] first = front.bytes("/book/1", "accept-encoding", "gzip").body();
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> kept = front.bytes("/book/1", "accept-encoding", "gzip");
      assertThat(header(kept, "content-encoding")).isEqualTo("gzip");
      assertThat(header(kept, "cache-status")).startsWith("sennit; hit");
      assertThat(kept.body()).isEqualTo(first);
    }
    assertThat(read("/book/1")).startsWith("again and again");
    assertThat(front.get("/book/1", "if-none-match", "W/\"v1\"").statusCode()).isEqualTo(304);
    assertThat(front.library.asked).hasValue(1);
  }

  @Test
  void anEventDropsARouteThatDoesNotHaveItsSubject() throws Exception {
    with("{\"for\":\"1h\",\"invalidatedBy\":[\"book.changed\"],\"subject\":\"isbn\"}");
    front.get("/book/1");
    publish("book.changed", "7");
    awaitNext("/book/1", "answer 1");
  }

  @Test
  void whoPrefersAnotherAnswerGetsItAloneAndSpoilsNobodys() throws Exception {
    with("{}");
    front.library.reading = call -> Future.succeededFuture(
        text(String.valueOf(call.headers().get("prefer")), "cache-control", "max-age=60"));
    for (int i = 0; i < 2; i++) {
      assertThat(read("/book/1", "prefer", "return=minimal")).isEqualTo("return=minimal");
      assertThat(read("/book/1")).isEqualTo("null");
    }
    assertThat(front.library.asked).hasValue(3);
  }

  @Test
  void whatIsNoReadIsNeverKept() throws Exception {
    with("{\"for\":\"1m\"}");
    front.library.writing = call -> Future.succeededFuture(
        text("w" + front.library.asked.incrementAndGet(), "cache-control", "public, max-age=60"));
    Stream.of(1, 2).forEach(i -> {
      try {
        assertThat(front.send("POST", "/loan").body()).contains("w" + i);
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    });
  }
}
