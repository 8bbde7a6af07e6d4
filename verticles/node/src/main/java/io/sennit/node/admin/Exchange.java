package io.sennit.node.admin;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.ProblemJson;
import io.sennit.mesh.message.Timeouts;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of an operator, and its answer. */
record Exchange(RoutingContext request) {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);
  private static final String TRACE = "trace";

  /** Notes the trace that the request belongs to, before anything else. */
  static void begin(RoutingContext request) {
    request
        .put(TRACE, Trace.continued(request.request().getHeader("traceparent")))
        .next();
  }

  /** Answers a request with what comes of it. */
  static Handler<RoutingContext> with(Function<Exchange, Future<JsonObject>> answer) {
    return request -> {
      Exchange exchange = new Exchange(request);
      exchange.answer(200, () -> answer.apply(exchange));
    };
  }

  /** A call on the operator's behalf, which is taken back when the operator goes away. */
  Call call(String operation, Body input) {
    Cancellation cancellation = new Cancellation();
    request.response().closeHandler(gone -> cancellation.cancel());
    Envelope envelope = new Envelope(
        Timeouts.deadline(request.request().getHeader("sennit-timeout")),
        Identity.OPERATOR,
        trace(),
        Pairs.EMPTY,
        cancellation);
    return new Call(OperationId.parse(operation), Pairs.EMPTY, input, envelope);
  }

  /** What others are asked on the way to an answer. */
  Call call() {
    return call(NodeService.NAME + ".admin", Body.EMPTY);
  }

  String path(String name) {
    return request.pathParam(name);
  }

  @Nullable
  String query(String name) {
    return request.queryParams().get(name);
  }

  /** A number in the query that is within bounds, if it is there. */
  int query(String name, int most, int otherwise) {
    String text = query(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    throw Problem.invalid(name, "must be a whole number up to " + most + ", not '" + text + "'");
  }

  /** These parameters of the query, as an operation takes them; those that are there. */
  JsonObject queries(String... names) {
    JsonObject input = new JsonObject();
    for (String name : names) {
      String text = query(name);
      if (text != null) {
        input.put(name, text);
      }
    }
    return input;
  }

  JsonObject body() {
    try {
      JsonObject body = request.body().asJsonObject();
      return body == null ? new JsonObject() : body;
    } catch (DecodeException | ClassCastException malformed) {
      throw Problem.of(Kind.MALFORMED, "The body must be a JSON object.");
    }
  }

  void answer(int status, Supplier<Future<JsonObject>> answer) {
    try {
      answer.get().onSuccess(body -> json(status, body)).onFailure(request::fail);
    } catch (Problem refused) {
      refuse(refused);
    }
  }

  void json(int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toBuffer());
  }

  void fail() {
    Throwable failure = request.failure();
    if (failure instanceof Problem problem) {
      refuse(problem);
    } else if (failure == null) {
      refuse(Problem.of(Kind.ofStatus(request.statusCode()), "The request was refused."));
    } else {
      log.error("An operator's request to {} failed", request.request().path(), failure);
      refuse(Problem.internal());
    }
  }

  void refuse(Problem problem) {
    request
        .response()
        .setStatusCode(problem.kind().status())
        .putHeader("content-type", ProblemJson.CONTENT_TYPE)
        .end(ProblemJson.of(problem, request.request().path(), trace()).toBuffer());
  }

  private Trace trace() {
    return request.<Trace>get(TRACE);
  }
}
