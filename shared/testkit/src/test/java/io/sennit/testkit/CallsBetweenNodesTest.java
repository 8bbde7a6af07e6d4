package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import io.vertx.servicediscovery.ServiceDiscovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes: the caller's hosts nothing, the other one hosts the probe. */
class CallsBetweenNodesTest {
  private static final ProbeService PROBE = new ProbeService("far");

  private static TestCluster cluster;
  private static TestNode caller;
  private static TestNode host;

  @BeforeAll
  static void start() {
    cluster = TestCluster.of(2);
    caller = cluster.node(0);
    host = cluster.node(1).host(() -> PROBE);
    cluster.awaitInstances("probe", 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void forget() {
    PROBE.runs.set(0);
    PROBE.held.forEach(held -> held.tryComplete(Reply.noContent()));
    PROBE.held.clear();
  }

  @Test
  void aCallFindsItsWayAndItsAnswerComesBack() {
    Reply reply = caller.call(Call.to("probe.echo", new JsonObject().put("text", "Grüße €"))
        .within(Duration.ofSeconds(5)));

    assertThat(reply.json().getString("text")).isEqualTo("Grüße €");
    assertThat(reply.headers().get("etag")).isEqualTo("\"1\"");
    assertThat(reply.json().getLong("left"))
        .as("the deadline travels and shrinks")
        .isBetween(1L, 5_000L);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProblemKeepsItsKindAcrossTheWire(Kind kind) {
    Problem problem = problem(Call.to("probe.fail", new JsonObject().put("kind", kind.name())));

    assertThat(problem.kind()).isEqualTo(kind);
    if (kind == Kind.INVALID) {
      assertThat(problem.errors())
          .containsExactly(new FieldError("a", "is bad"), new FieldError("b", "is worse"));
    }
  }

  @Test
  void aDefectIsA500ThatTellsNothingOfTheInside() {
    Problem problem = problem(Call.to("probe.crash"));
    assertThat(problem.kind()).isEqualTo(Kind.INTERNAL);
    assertThat(problem.detail()).doesNotContain("inside of a service");
  }

  /** They share an event loop and a batch with others, which must not notice. */
  @ParameterizedTest
  @ValueSource(strings = {"crash", "error", "nothing", "no-reply", "unwritable"})
  void whateverAnOperationDoesTheOthersOfItsBatchAreAnswered(String operation) {
    List<Future<Reply>> replies = new ArrayList<>();
    Future<Void> allSent = caller.vertx().executeBlocking(() -> null).map(v -> {
      for (String next : List.of("where", operation, "where", operation, "where")) {
        replies.add(caller.mesh().client().handle(Call.to("probe." + next)));
      }
      return null;
    });
    Wait.forResult(allSent);

    assertThat(List.of(0, 2, 4))
        .allSatisfy(i -> assertThat(Wait.forResult(replies.get(i)).status()).isEqualTo(200));
    assertThat(List.of(1, 3))
        .allSatisfy(i -> assertThat(
                catchThrowableOfType(Problem.class, () -> Wait.forResult(replies.get(i)))
                    .kind())
            .isEqualTo(Kind.INTERNAL));
  }

  @Test
  void deadlinesAreKeptWhenTheVerticleThatMadeACallIsGone() {
    String verticle = Wait.forResult(caller.vertx().deployVerticle(new AbstractVerticle() {
      @Override
      public void start(Promise<Void> started) {
        caller.mesh().client().handle(Call.to("probe.where")).<Void>mapEmpty().onComplete(started);
        // On every loop, whichever this one is: the deadline's timer must not be this verticle's.
        caller.mesh().client().handle(Call.to("probe.hold").within(Duration.ofSeconds(9)));
      }
    }));
    Wait.forResult(caller.vertx().undeploy(verticle));

    List<Future<Reply>> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(caller.mesh().client().handle(Call.to("probe.hold").within(Duration.ofMillis(100))));
    }
    for (Future<Reply> one : held) {
      assertThat(catchThrowableOfType(Problem.class, () -> Wait.forResult(one)).kind())
          .isEqualTo(Kind.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void callsFromWorkerThreadsAreAnsweredOneAndAll() {
    List<Future<Object>> workers = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      workers.add(caller
          .vertx()
          .executeBlocking(
              () -> {
                for (int i = 0; i < 500; i++) {
                  caller
                      .mesh()
                      .client()
                      .handle(Call.to("probe.where"))
                      .toCompletionStage()
                      .toCompletableFuture()
                      .get(20, TimeUnit.SECONDS);
                }
                return null;
              },
              false));
    }
    Wait.forResult(Future.all(workers));
    assertThat(PROBE.runs).hasValue(2_000);
  }

  @Test
  void aMeshThatWasClosedCanBeStartedAgainOnItsVertx() {
    Vertx vertx = Vertx.vertx();
    Wait.forResult(Mesh.start(vertx, MeshOptions.named("once")).compose(Mesh::close));
    Wait.forResult(Mesh.start(vertx, MeshOptions.named("again")).compose(Mesh::close));
    Wait.forResult(vertx.close());
  }

  @Test
  void aCallThatArrivesLateIsRefusedAndNotRun() {
    Problem problem = problem(Call.to("probe.echo").within(Duration.ZERO));
    assertThat(problem.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
    assertThat(PROBE.runs).hasValue(0);
  }

  @Test
  void aCallerDoesNotWaitLongerThanItsDeadline() {
    Problem problem = problem(Call.to("probe.hold").within(Duration.ofSeconds(2)));
    assertThat(problem.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
    assertThat(PROBE.runs).hasValue(1);
  }

  @Test
  void whatTheSchemaRefusesIsNotRun() {
    Problem problem =
        problem(Call.to("probe.echo", new JsonObject().put("text", 5).put("more", true)));
    assertThat(problem.kind()).isEqualTo(Kind.INVALID);
    assertThat(problem.errors())
        .containsExactlyInAnyOrder(
            new FieldError("text", "must be a string"),
            new FieldError("more", "is not a field here; leave it out"));
    assertThat(PROBE.runs).hasValue(0);
  }

  @Test
  void accessIsDeniedUnlessTheOperationAllowsIt() {
    assertThat(problem(Call.to("probe.members-only")).kind()).isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(problem(Call.to("probe.operators-only")).kind()).isEqualTo(Kind.UNAUTHENTICATED);
    Identity customer = new Identity("user-1", List.of("customer"));
    assertThat(problem(Call.to("probe.operators-only").as(customer)).kind())
        .isEqualTo(Kind.FORBIDDEN);
    assertThat(PROBE.runs).hasValue(0);

    assertThat(caller.call(Call.to("probe.members-only").as(customer)).status()).isEqualTo(200);
    assertThat(
            caller.call(Call.to("probe.operators-only").as(Identity.OPERATOR)).status())
        .isEqualTo(200);
  }

  @Test
  void callsOfOneTurnShareABatch() {
    long before = caller.mesh().linkCounters().batchesReceived();
    List<Future<Reply>> replies = new ArrayList<>();
    Wait.forResult(caller.vertx().executeBlocking(() -> null).compose(v -> {
      // All in one turn of one event loop.
      for (int i = 0; i < 500; i++) {
        replies.add(caller.mesh().client().handle(Call.to("probe.where")));
      }
      return Future.all(replies);
    }));
    assertThat(PROBE.runs).hasValue(500);
    assertThat(caller.mesh().linkCounters().batchesReceived() - before)
        .as("batches with 500 replies")
        .isLessThan(100);
  }

  @Test
  void aPlainMemberOfTheClusterNeedsNoLibraryOfOurs() {
    DeliveryOptions headers = new DeliveryOptions()
        .addHeader("sennit-timeout", "1500")
        .addHeader("idempotency-key", "k-1")
        .addHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    Message<JsonObject> reply = Wait.forResult(caller
        .vertx()
        .eventBus()
        .request("sennit/probe/echo", new JsonObject().put("text", "hi"), headers));

    assertThat(reply.body().getString("text")).isEqualTo("hi");
    assertThat(reply.body().getLong("left")).isBetween(1L, 1_500L);
    assertThat(reply.body().getString("key")).isEqualTo("k-1");
    assertThat(reply.body().getString("trace")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void aPlainMemberIsToldOfAProblemByStatusAndJson() {
    ReplyException invalid = refusal("sennit/probe/echo", new JsonObject().put("text", 1));
    assertThat(invalid.failureCode()).isEqualTo(422);
    assertThat(new JsonObject(invalid.getMessage())
            .getJsonArray("errors")
            .getJsonObject(0)
            .getString("field"))
        .isEqualTo("text");
    assertThat(refusal("sennit/probe/echo", "a string").failureCode()).isEqualTo(400);
    assertThat(refusal("sennit/probe/members-only", new JsonObject()).failureCode())
        .isEqualTo(401);
    assertThat(refusal("sennit/probe/operators-only", new JsonObject()).failureCode())
        .as("no such address")
        .isEqualTo(-1);
  }

  @Test
  void anyoneCanLookInstancesUpInServiceDiscovery() {
    ServiceDiscovery discovery = ServiceDiscovery.create(caller.vertx());
    Record record = Wait.forResult(discovery.getRecord(r -> r.getName().equals("probe")));
    assertThat(record.getMetadata().getString("version")).isEqualTo("1.2.3");
    assertThat(record.getLocation().getString("node")).isEqualTo(host.id());
    discovery.close();
  }

  @Test
  void aRecordThatNobodyCanReadIsPassedOver() {
    ServiceDiscovery discovery = ServiceDiscovery.create(host.vertx());
    Record poison = new Record()
        .setName("probe")
        .setType("sennit.service")
        .setLocation(new JsonObject())
        .setMetadata(new JsonObject());
    Record stored = Wait.forResult(discovery.publish(poison));
    Wait.until(
        "the caller's copy has it",
        () -> Wait.forResult(ServiceDiscovery.create(caller.vertx()).getRecords(r -> true, true))
                .size()
            > 1);

    assertThat(caller.call(Call.to("probe.where")).status()).isEqualTo(200);
    Wait.forResult(discovery.unpublish(stored.getRegistration()));
  }

  @Test
  void whatNobodyOffersIsNamed() {
    Problem service = problem(Call.to("nothing.here"));
    assertThat(service.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(service.detail()).contains("'nothing'").contains("probe");
    Problem operation = problem(Call.to("probe.missing"));
    assertThat(operation.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(operation.detail()).contains("'missing'").contains("where");
  }

  private static Problem problem(Call call) {
    return catchThrowableOfType(Problem.class, () -> caller.call(call));
  }

  private static ReplyException refusal(String address, Object body) {
    return catchThrowableOfType(
        ReplyException.class,
        () -> Wait.forResult(caller.vertx().eventBus().request(address, body)));
  }
}
