package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Priority;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Limits;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Vertx vertx = Vertx.vertx();

  private final ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
  private final AtomicInteger room = new AtomicInteger();
  private final List<Integer> sent = Collections.synchronizedList(new ArrayList<>());

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void whoCameFirstGoesFirst() throws Exception {
    WaitingLine line = line(100, LONG, NEVER);
    List<Future<Reply>> calls = join(line, 20);
    for (int i = 0; i < 20; i++) {
      nobodyIsOnTheWay();
      makeRoom(line, 1);
      await(calls.get(i));
    }
    assertThat(sent).isEqualTo(IntStream.range(0, 20).boxed().toList());
    assertThat(line.length()).isZero();
  }

  @Test
  void whoIsWokenInVainKeepsItsPlace() throws Exception {
    WaitingLine line = line(100, LONG, NEVER);
    List<Future<Reply>> calls = join(line, 20);
    IntStream.range(0, 1_000).forEach(i -> line.wake());
    nobodyIsOnTheWay();
    makeRoom(line, 20);

    await(Future.all(calls));

    assertThat(sent).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void whereManyFindRoomOneWakeIsEnough() throws Exception {
    WaitingLine line = line(100, LONG, NEVER);
    List<Future<Reply>> calls = join(line, 20);
    room.set(20);
    line.wake();
    await(Future.all(calls));
  }

  @Test
  void roomThatNobodyTellsOfIsFoundSoon() throws Exception {
    WaitingLine line = line(100, LONG, Duration.ofMillis(10));
    List<Future<Reply>> calls = join(line, 20);
    room.set(20);
    await(Future.all(calls));
  }

  @Test
  void oneTooManyIsRefusedAtOnceAndWasNotRun() {
    WaitingLine line = line(2, LONG, NEVER);
    join(line, 2);

    Future<Reply> third = line.join(FakeInstances.call(), () -> attempt(2));

    assertThat(third.isComplete()).isTrue();
    assertRefused(third.cause());
    assertThat(line.length()).isEqualTo(2);
  }

  @Test
  void inAFullLineTheLessImportantIsRefusedFirst() throws Exception {
    WaitingLine line = line(2, LONG, NEVER);
    Future<Reply> read = line.join(worth(Priority.NORMAL), () -> attempt(0));
    Future<Reply> lastRead = line.join(worth(Priority.NORMAL), () -> attempt(1));
    nobodyIsOnTheWay();

    Future<Reply> write = line.join(worth(Priority.HIGH), () -> attempt(2));
    Future<Reply> later = line.join(worth(Priority.LOW), () -> attempt(3));

    assertRefused(failure(lastRead));
    assertRefused(failure(later));
    assertThat(write.isComplete()).isFalse();
    assertThat(line.length()).isEqualTo(2);
    nobodyIsOnTheWay();
    Future<Reply> health = line.join(worth(Priority.CRITICAL), () -> attempt(4));
    assertRefused(failure(read));
    assertRefused(failure(line.join(worth(Priority.HIGH), () -> attempt(5))));
    nobodyIsOnTheWay();
    makeRoom(line, 2);
    await(Future.all(health, write));
    assertThat(sent).as("the more important goes first").containsExactly(4, 2);
    assertThat(line.length()).isZero();
  }

  private static Call worth(Priority priority) {
    Call call = FakeInstances.call();
    return new Call(
        call.operation(), call.params(), call.body(), call.envelope().worth(priority));
  }

  @Test
  void nobodyWaitsLongerThanThePolicySays() {
    long start = System.nanoTime();
    WaitingLine line = line(10, Duration.ofMillis(50), Duration.ofMillis(10));

    assertRefused(failure(line.join(FakeInstances.call(), () -> attempt(0))));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(50), Duration.ofSeconds(10));
    assertThat(line.length()).isZero();
  }

  @Test
  void aCallThatIsTakenBackLeavesTheLine() {
    Cancellation cancellation = new Cancellation();
    WaitingLine line = line(10, LONG, Duration.ofMillis(10));
    Future<Reply> call = line.join(FakeInstances.call().until(cancellation), () -> attempt(0));
    cancellation.cancel();

    assertEndedUnrun(failure(call), Kind.CANCELLED);
    assertThat(line.length()).isZero();
    assertThat(sent).isEmpty();
  }

  @Test
  void aCallWhoseDeadlinePassesLeavesTheLine() {
    Call call = FakeInstances.call().within(Duration.ofMillis(30));
    WaitingLine line = line(10, LONG, Duration.ofMillis(10));

    assertEndedUnrun(failure(line.join(call, () -> attempt(0))), Kind.DEADLINE_EXCEEDED);
    assertThat(line.length()).isZero();
  }

  @Test
  void whatIsOverIsNotSentAlthoughThereIsRoom() throws Exception {
    Cancellation cancellation = new Cancellation();
    WaitingLine line = line(10, LONG, NEVER);
    Future<Reply> takenBack = line.join(FakeInstances.call().until(cancellation), () -> attempt(0));
    Future<Reply> next = line.join(FakeInstances.call(), () -> attempt(1));
    nobodyIsOnTheWay();
    cancellation.cancel();
    makeRoom(line, 1);

    await(next);
    assertEndedUnrun(failure(takenBack), Kind.CANCELLED);
    assertThat(sent).containsExactly(1);
  }

  @Test
  void aDefectInAnAttemptTakesNoPlaceForEver() {
    WaitingLine line = line(10, LONG, NEVER);
    Future<Reply> call = line.join(FakeInstances.call(), () -> {
      throw new IllegalStateException("a defect");
    });
    assertThat(failure(call)).hasMessage("a defect");
    assertThat(line.length()).isZero();
  }

  @Test
  void aCallGoesOnWhereItBegan() throws Exception {
    WaitingLine line = line(10, LONG, NEVER);
    ContextInternal own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    List<@Nullable Object> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Reply> answered = new CompletableFuture<>();
    own.runOnContext(v -> line.join(FakeInstances.call(), () -> {
          seen.add(ContextInternal.current());
          return attempt(0);
        })
        .onComplete(end -> {
          seen.add(ContextInternal.current());
          answered.complete(end.result());
        }));
    makeRoom(line, 1);
    line.wake();
    answered.get(5, TimeUnit.SECONDS);

    assertThat(seen).hasSizeGreaterThanOrEqualTo(2).containsOnly(own);
  }

  @Test
  void noWakeUpIsLostHoweverManyThreadsMakeRoomAndJoin() throws Exception {
    WaitingLine line = line(100_000, LONG, NEVER);
    room.set(3);
    List<Future<Future<Reply>>> joined = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      // Each on the next event loop, while workers give places back.
      ContextInternal own = (ContextInternal) vertx.getOrCreateContext();
      Promise<Future<Reply>> joins = Promise.promise();
      own.runOnContext(v -> joins.complete(join(line)));
      joined.add(joins.future());
    }
    await(Future.all(joined));

    await(Future.all(joined.stream().map(Future::result).toList()));

    assertThat(line.length()).isZero();
    assertThat(room).hasValue(3);
  }

  /** A call that takes a place for a moment, and gives it back from another thread. */
  private Future<Reply> join(WaitingLine line) {
    return line.join(FakeInstances.call(), () -> {
      if (room.getAndUpdate(places -> Math.max(0, places - 1)) == 0) {
        return null;
      }
      return vertx.executeBlocking(
          () -> {
            makeRoom(line, 1);
            return FakeInstances.REPLY;
          },
          false);
    });
  }

  private WaitingLine line(int most, Duration patience, Duration checkEvery) {
    Limits policy = new Limits(10_000, 8, Duration.ofMillis(25), most, patience);
    return new WaitingLine("time", policy, context, checkEvery);
  }

  private List<Future<Reply>> join(WaitingLine line, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.join(FakeInstances.call(), () -> attempt(i)))
        .toList();
  }

  /** What was begun on the line's context is over, and what followed from it too. */
  private void nobodyIsOnTheWay() throws Exception {
    for (int i = 0; i < 3; i++) {
      Promise<Void> over = Promise.promise();
      context.runOnContext(v -> over.complete());
      await(over.future());
    }
  }

  private void makeRoom(WaitingLine line, int places) {
    for (int i = 0; i < places; i++) {
      room.incrementAndGet();
      line.wake();
    }
  }

  private @Nullable Future<Reply> attempt(int number) {
    if (room.getAndUpdate(places -> Math.max(0, places - 1)) == 0) {
      return null;
    }
    sent.add(number);
    return Future.succeededFuture(FakeInstances.REPLY);
  }

  private static void await(Future<?> future) throws Exception {
    future.await(10, TimeUnit.SECONDS);
  }

  private static @Nullable Throwable failure(Future<?> future) {
    return catchThrowable(() -> await(future));
  }

  private static void assertRefused(@Nullable Throwable failure) {
    assertEndedUnrun(failure, Kind.UNAVAILABLE);
    assertThat(failure)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.retryAfter()).isNotNull());
  }

  private static void assertEndedUnrun(@Nullable Throwable failure, Kind kind) {
    assertThat(failure).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.kind()).isEqualTo(kind);
      assertThat(problem.executed()).isFalse();
    });
  }
}
