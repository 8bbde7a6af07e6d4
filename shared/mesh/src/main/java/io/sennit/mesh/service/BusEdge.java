package io.sennit.mesh.service;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.ProblemJson;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Timeouts;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.message.Transfer.Form;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.token.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of a service at plain event-bus addresses, for members of the cluster without our
 * library.
 *
 * <p>It only translates: the call goes the same way as every other, so that it is balanced and
 * guarded as they are.
 */
final class BusEdge {
  private static final Logger log = LoggerFactory.getLogger(BusEdge.class);

  private final CallHandler client;
  private final Authenticator authenticator;
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

  BusEdge(CallHandler client, Authenticator authenticator) {
    this.client = client;
    this.authenticator = authenticator;
  }

  Future<Void> open(Vertx vertx, ServiceSpec spec) {
    List<Future<Void>> opened = new ArrayList<>();
    for (Operation operation : spec.operations()) {
      if (isReachable(operation.description())) {
        OperationId id = new OperationId(spec.name(), operation.name());
        MessageConsumer<Object> consumer =
            vertx.eventBus().consumer(id.busAddress(), message -> receive(id, message));
        consumers.add(consumer);
        opened.add(consumer.completion());
      }
    }
    return Future.all(opened).mapEmpty();
  }

  /** A message of the event bus is whole, so that what streams cannot be reached by one. */
  private static boolean isReachable(OperationDescription operation) {
    return operation.access().rule() != Access.Rule.OPERATORS
        && operation.transfer().form() == Form.WHOLE;
  }

  Future<Void> close() {
    return Future.all(consumers.stream().map(MessageConsumer::unregister).toList())
        .mapEmpty();
  }

  private void receive(OperationId operation, Message<Object> message) {
    Trace trace = Trace.continued(message.headers().get("traceparent"));
    Future<Reply> outcome;
    try {
      outcome = answer(operation, message, trace);
    } catch (RuntimeException thrown) {
      // Even a defect is answered: a sender without an answer waits.
      outcome = Future.failedFuture(thrown);
    }
    outcome
        .map(reply -> {
          message.reply(reply.json());
          return reply;
        })
        .onFailure(failure -> {
          Problem problem = problem(failure, operation, trace);
          message.fail(
              problem.kind().status(),
              ProblemJson.of(problem, operation.busAddress(), trace).encode());
        });
  }

  private Future<Reply> answer(OperationId operation, Message<Object> message, Trace trace) {
    Call call =
        new Call(operation, Pairs.EMPTY, body(message.body()), envelope(message.headers(), trace));
    return authenticator
        .identify(authorization(message.headers()))
        .compose(identity -> client.handle(call.as(identity)));
  }

  /** The one header that says who asks; of two nobody knows which one is meant. */
  private static @Nullable String authorization(MultiMap headers) {
    List<String> all = headers.getAll("authorization");
    if (all.size() > 1) {
      throw Problem.of(Kind.MALFORMED, "Send one header authorization, not several.");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  private static Problem problem(Throwable failure, OperationId operation, Trace trace) {
    if (failure instanceof Problem known) {
      return known;
    }
    log.error(
        "A call of {} from the plain event bus failed and its sender got 500; trace {}",
        operation,
        trace.traceId(),
        failure);
    return Problem.internal();
  }

  private static Body body(@Nullable Object body) {
    if (body == null) {
      return Body.EMPTY;
    }
    if (body instanceof JsonObject json) {
      return Body.of(json);
    }
    throw Problem.of(
        Kind.MALFORMED,
        "Send a JsonObject; a " + body.getClass().getSimpleName()
            + " came, which no operation takes.");
  }

  private static Envelope envelope(MultiMap headers, Trace trace) {
    Deadline deadline = Timeouts.deadline(headers.get("sennit-timeout"));
    String key = headers.get(Repeatable.KEY);
    return new Envelope(
        deadline,
        Identity.ANONYMOUS,
        trace,
        key == null ? Pairs.EMPTY : Pairs.of(Repeatable.KEY, key),
        // A plain event-bus request cannot be taken back.
        Cancellation.NONE);
  }
}
