package io.sennit.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.token.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a member of the cluster gets that sends to plain addresses. */
class BusEdgeTest {
  private static final String ADDRESS = "sennit/shelf/read";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aReplyIsAJsonObject() {
    open(call -> Future.succeededFuture(Reply.ok(call.input().put("found", true))));

    assertThat(ask(new JsonObject().put("id", "7"), new DeliveryOptions()))
        .isEqualTo(new JsonObject().put("id", "7").put("found", true));
  }

  @Test
  void headersOfACallAreItsOwn() {
    open(call -> Future.succeededFuture(Reply.ok(new JsonObject()
        .put("left", call.deadline().remainingMillis())
        .put("key", call.headers().get("idempotency-key"))
        .put("trace", call.trace().traceId())
        .put("anonymous", call.identity().isAnonymous()))));

    JsonObject answer = ask(
        new JsonObject(),
        new DeliveryOptions()
            .addHeader("sennit-timeout", "700")
            .addHeader("idempotency-key", "k-1")
            .addHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    assertThat(answer.getLong("left")).isBetween(1L, 700L);
    assertThat(answer.getString("key")).isEqualTo("k-1");
    assertThat(answer.getString("trace")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(answer.getBoolean("anonymous")).isTrue();
  }

  @Test
  void whichVersionAnswersIsNotForItsSenderToSay() {
    open(call ->
        Future.succeededFuture(Reply.ok(new JsonObject().put("wish", VersionWish.textOf(call)))));

    JsonObject answer =
        ask(new JsonObject(), new DeliveryOptions().addHeader("sennit-version", "2.0.0"));

    assertThat(answer.getString("wish")).isNull();
  }

  @Test
  void whoseTokenIsNoneIsRefusedBeforeAnythingIsDone() {
    open(call -> {
      throw new AssertionError("called");
    });
    for (String authorization : new String[] {"Bearer rubbish", "Basic YTpi", ""}) {
      ReplyException refusal =
          failure(new DeliveryOptions().addHeader("authorization", authorization));

      assertThat(refusal.failureCode()).isEqualTo(401);
      assertThat(new JsonObject(String.valueOf(refusal.getMessage())).getInteger("status"))
          .isEqualTo(401);
    }
    assertThat(failure(new DeliveryOptions()
                .addHeader("authorization", "Bearer a")
                .addHeader("authorization", "Bearer b"))
            .failureCode())
        .isEqualTo(400);
  }

  @Test
  void aDefectIsAnsweredAndTellsNothing() {
    open(call -> {
      throw new IllegalStateException("secret inside");
    });

    ReplyException failure = failure(new DeliveryOptions());

    assertThat(failure.failureCode()).isEqualTo(500);
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @Test
  void aReplyThatCannotBeSentIsAnsweredToo() {
    open(call -> Future.succeededFuture(Reply.ok(new JsonObject().put("no JSON", new Object()))));

    assertThat(failure(new DeliveryOptions()).failureCode()).isEqualTo(500);
  }

  private void open(CallHandler client) {
    ServiceSpec spec = ServiceSpec.named("shelf")
        .operation(Operation.named("read").access(Access.ANYONE).handledBy(client))
        .build();
    Authenticator authenticator = Authenticator.of(vertx, client, Clock.systemUTC());
    new BusEdge(client, authenticator).open(vertx, spec).await();
  }

  private ReplyException failure(DeliveryOptions options) {
    return catchThrowableOfType(ReplyException.class, () -> ask(new JsonObject(), options));
  }

  private JsonObject ask(JsonObject input, DeliveryOptions options) {
    return vertx
        .eventBus()
        .<JsonObject>request(ADDRESS, input, options.setSendTimeout(5_000))
        .await()
        .body();
  }
}
