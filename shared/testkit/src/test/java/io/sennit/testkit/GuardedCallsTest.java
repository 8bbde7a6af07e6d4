package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.client.Outlook;
import io.sennit.mesh.client.Outlook.InstanceOutlook;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Policies;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller and two instances that fail as a test wants it. */
class GuardedCallsTest {
  private static final Fragile FIRST = new Fragile();
  private static final Fragile SECOND = new Fragile();

  private static TestCluster cluster;
  private static TestNode caller;
  private static TestNode firstHost;

  @BeforeAll
  static void start() {
    cluster = TestCluster.of(3);
    caller = cluster.node(0);
    firstHost = cluster.node(1).host(() -> FIRST);
    cluster.node(2).host(() -> SECOND);
    cluster.awaitInstances("fragile", 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void forgetAll() {
    FIRST.share = 0;
    SECOND.share = 0;
    caller.mesh().client().use(Policies.defaults());
  }

  @Test
  void fewFailuresNeverOpenABreaker() {
    FIRST.share = 0.005;
    SECOND.share = 0.005;
    long runs = FIRST.runs.sum() + SECOND.runs.sum();

    for (int i = 0; i < 100; i++) {
      Wait.forResult(Future.join(calls(1_000)).otherwiseEmpty());
    }

    assertThat(FIRST.runs.sum() + SECOND.runs.sum() - runs).isGreaterThanOrEqualTo(100_000);
    assertThat(FIRST.failed.sum() + SECOND.failed.sum()).as("failures").isGreaterThan(300);
    assertThat(instances()).allMatch(i -> i.trips() == 0);
  }

  @Test
  void anInstanceThatFailsMostlyIsOutWithinTwoSecondsAndBackWithinFiveOfRecovering() {
    Load load = new Load(200);
    Wait.until("both get calls", () -> FIRST.runs.sum() > 20 && SECOND.runs.sum() > 20);

    FIRST.share = 0.6;
    Wait.within(Duration.ofSeconds(2), "it is out", () -> out() == 1);
    FIRST.share = 0;
    Wait.within(Duration.ofSeconds(5), "it is back", () -> out() == 0);
    long runs = FIRST.runs.sum();
    Wait.until("it gets calls again", () -> FIRST.runs.sum() > runs + 100);

    load.stop();
  }

  @Test
  void whenAllInstancesFailTheyAllStillGetCalls() {
    FIRST.share = 1;
    SECOND.share = 1;
    Load load = new Load(200);
    Wait.until("both are out", () -> outlook().panics());
    long first = FIRST.runs.sum();
    long second = SECOND.runs.sum();

    Wait.until(
        "both go on getting calls",
        () -> FIRST.runs.sum() > first + 100 && SECOND.runs.sum() > second + 100);

    SECOND.share = 0;
    FIRST.share = 0;
    Wait.within(Duration.ofSeconds(5), "both are back", () -> out() == 0);
    load.stop();
  }

  @Test
  void whenAllInstancesFailHardlyMoreCallsAreSentThanAskedFor() {
    FIRST.share = 1;
    SECOND.share = 1;
    long before = FIRST.runs.sum() + SECOND.runs.sum();

    for (int i = 0; i < 20; i++) {
      Wait.forResult(Future.join(calls(100)).otherwiseEmpty());
    }

    assertThat(FIRST.runs.sum() + SECOND.runs.sum() - before).isBetween(2_000L, 2_400L);
  }

  @Test
  void aNodeThatDoesNotMoveIsLeftAndTakenBackWithoutAFailedOrLateCall() {
    Load load = new Load(200);
    Wait.until("both get calls", () -> FIRST.runs.sum() > 20 && SECOND.runs.sum() > 20);

    cluster.pause(firstHost);
    Wait.within(Duration.ofSeconds(3), "it is given up", () -> lost() == 1);
    load.measureFromNow();
    long asked = load.answered.sum();
    Wait.until("calls go on", () -> load.answered.sum() > asked + 200);
    assertThat(load.slowest.get() - load.stoodStill.get()).as("ms").isLessThan(500);
    long runs = FIRST.runs.sum();

    cluster.resume(firstHost);
    Wait.until("it is back", () -> lost() == 0);
    Wait.until("it gets calls again", () -> FIRST.runs.sum() > runs + 100);
    load.stop();
    assertThat(load.failed.sum()).isZero();
  }

  @Test
  void theOperationsOfAServiceShareItsLimit() {
    caller.mesh().client().use(Policies.read(new JsonObject("""
        {"fragile": {"limits": {"inFlight": 2}}}""")));
    Promise<Reply> held = Promise.promise();
    FIRST.held = held.future();
    SECOND.held = held.future();

    List<Future<Reply>> both = List.of(call("hold"), call("hold"));
    Problem refused = catchThrowableOfType(Problem.class, () -> Wait.forResult(call("answer")));

    assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(refused.executed()).isFalse();
    held.complete(Reply.noContent());
    Wait.forResult(Future.all(both));
    assertThat(Wait.forResult(call("answer")).status()).isEqualTo(204);
  }

  @Test
  void aCallThatIsSlowerThanMostIsAskedOfAnotherInstanceAsWell() {
    caller.mesh().client().use(Policies.read(new JsonObject("""
        {"fragile": {"hedging": {"enabled": true}, "balancing": {"strategy": "round-robin"}}}""")));
    Wait.forResult(Future.all(calls(200)));

    firstHost.faults().delay("fragile.answer", Duration.ofSeconds(5));
    long started = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      Wait.forResult(calls(1).get(0));
    }
    firstHost.faults().clear();

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    assertThat(outlook().repetitions()).as("those that went to the slow one").isGreaterThan(2);
    Wait.until(
        "the losers are taken back", () -> instances().stream().allMatch(i -> i.inFlight() == 0));
  }

  private static Future<Reply> call(String operation) {
    return caller.mesh().client().handle(Call.to("fragile." + operation));
  }

  private static List<Future<Reply>> calls(int count) {
    return IntStream.range(0, count).mapToObj(i -> call("answer")).toList();
  }

  private static Outlook outlook() {
    return caller.mesh().client().outlooks().stream()
        .filter(o -> o.service().equals("fragile"))
        .findFirst()
        .orElse(new Outlook("fragile", 0, 0, 0, false, List.of()));
  }

  private static List<InstanceOutlook> instances() {
    return outlook().instances();
  }

  private static long out() {
    return instances().stream().filter(i -> !i.breaker().equals("CLOSED")).count();
  }

  private static long lost() {
    return instances().stream().filter(InstanceOutlook::lost).count();
  }

  /** So many calls a second, whatever becomes of them. */
  private static final class Load {
    final LongAdder answered = new LongAdder();
    final LongAdder failed = new LongAdder();
    final AtomicLong slowest = new AtomicLong();
    /** For how many milliseconds at most nothing ran here, not even a Vert.x without work. */
    final AtomicLong stoodStill = new AtomicLong();

    private final Vertx bystander = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final long timer;
    private volatile long measuredFrom;
    private long lastTick = System.nanoTime();

    Load(int perSecond) {
      timer = caller.vertx().setPeriodic(1_000 / perSecond, t -> call());
      bystander.setPeriodic(5, t -> tick());
    }

    private void tick() {
      long now = System.nanoTime();
      stoodStill.accumulateAndGet(Duration.ofNanos(now - lastTick).toMillis(), Math::max);
      lastTick = now;
    }

    private void call() {
      long started = System.nanoTime();
      long from = measuredFrom;
      caller.mesh().client().handle(Call.to("fragile.answer")).onComplete(end -> {
        if (from == measuredFrom) {
          slowest.accumulateAndGet(
              Duration.ofNanos(System.nanoTime() - started).toMillis(), Math::max);
        }
        (end.succeeded() ? answered : failed).increment();
      });
    }

    /** Only calls that are made from now on count for the slowest. */
    void measureFromNow() {
      measuredFrom = System.nanoTime();
      slowest.set(0);
      stoodStill.set(0);
    }

    void stop() {
      caller.vertx().cancelTimer(timer);
      Wait.forResult(bystander.close());
    }
  }

  /** Answers at once, or fails at once. */
  private static final class Fragile implements Service {
    final LongAdder runs = new LongAdder();
    final LongAdder failed = new LongAdder();
    volatile double share;
    volatile Future<Reply> held = Future.succeededFuture(Reply.noContent());
    private final Random random = new Random(4_711);

    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("fragile")
          .operation(
              Operation.named("answer").access(Access.ANYONE).idempotent().handledBy(this::answer))
          .operation(Operation.named("hold").access(Access.ANYONE).handledBy(call -> held))
          .build();
    }

    private Future<Reply> answer(Call call) {
      runs.increment();
      if (random.nextDouble() < share) {
        failed.increment();
        return Future.failedFuture(Problem.of(Kind.UNAVAILABLE, "The test wants it so."));
      }
      return Future.succeededFuture(Reply.noContent());
    }
  }
}
