package io.sennit.testkit;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that does to its callers whatever a test wants to see. */
final class ProbeService implements Service {
  final AtomicInteger runs = new AtomicInteger();
  final List<Promise<Reply>> held = new CopyOnWriteArrayList<>();
  private final String place;

  ProbeService(String place) {
    this.place = place;
  }

  @Override
  public ServiceSpec spec() {
    Schema text = Schema.object().optional("text", Schema.string());
    Schema kind = Schema.object().required("kind", Schema.string());
    return ServiceSpec.named("probe")
        .version("1.2.3")
        .operation(
            Operation.named("where").access(Access.ANYONE).idempotent().handledBy(this::where))
        .operation(Operation.named("echo").access(Access.ANYONE).input(text).handledBy(this::echo))
        .operation(Operation.named("fail").access(Access.ANYONE).input(kind).handledBy(this::fail))
        .operation(Operation.named("crash").access(Access.ANYONE).handledBy(this::crash))
        .operation(Operation.named("hold").access(Access.ANYONE).handledBy(this::hold))
        .operation(
            Operation.named("hold-read").access(Access.ANYONE).idempotent().handledBy(this::hold))
        .operation(Operation.named("unwritable")
            .access(Access.ANYONE)
            .handledBy(call ->
                Future.succeededFuture(Reply.ok(new JsonObject().put("no JSON", new Object())))))
        .operation(Operation.named("error").access(Access.ANYONE).handledBy(ProbeService::error))
        .operation(Operation.named("nothing").access(Access.ANYONE).handledBy(call -> null))
        .operation(Operation.named("no-reply")
            .access(Access.ANYONE)
            .handledBy(call -> Future.succeededFuture(null)))
        .operation(
            Operation.named("members-only").access(Access.AUTHENTICATED).handledBy(this::where))
        .operation(Operation.named("operators-only").handledBy(this::where))
        .build();
  }

  private Future<Reply> where(Call call) {
    runs.incrementAndGet();
    return Future.succeededFuture(Reply.ok(new JsonObject().put("place", place)));
  }

  private Future<Reply> echo(Call call) {
    runs.incrementAndGet();
    JsonObject answer = call.input()
        .copy()
        .put("left", call.deadline().remainingMillis())
        .put("trace", call.trace().traceId())
        .put("key", call.headers().get("idempotency-key"));
    return Future.succeededFuture(Reply.ok(answer).with("etag", "\"1\""));
  }

  private Future<Reply> fail(Call call) {
    Kind kind = Kind.valueOf(call.input().getString("kind"));
    return Future.failedFuture(
        kind == Kind.INVALID
            ? Problem.invalid(
                "two", List.of(new FieldError("a", "is bad"), new FieldError("b", "is worse")))
            : Problem.of(kind, "as you like"));
  }

  private static Future<Reply> error(Call call) {
    throw new NoClassDefFoundError(call.operation() + " left it out of its jar");
  }

  private Future<Reply> crash(Call call) {
    throw new IllegalStateException("the inside of a service");
  }

  /** Answers when the test says so. */
  private Future<Reply> hold(Call call) {
    runs.incrementAndGet();
    Promise<Reply> promise = Promise.promise();
    held.add(promise);
    return promise.future();
  }
}
