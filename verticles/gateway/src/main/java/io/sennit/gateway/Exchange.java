package io.sennit.gateway;

import io.sennit.gateway.RouteTable.Match;
import io.sennit.gateway.RouteTable.Target;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.token.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way through the gateway. */
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final Vertx vertx;
  private final GatewayOptions options;
  private final CallHandler mesh;
  private final Authenticator authenticator;
  private final RequestMeter meter;

  Exchange(
      Vertx vertx,
      GatewayOptions options,
      CallHandler mesh,
      Authenticator authenticator,
      RequestMeter meter) {
    this.vertx = vertx;
    this.options = options;
    this.mesh = mesh;
    this.authenticator = authenticator;
    this.meter = meter;
  }

  void run(HttpServerRequest request, RouteTable routes) {
    if (asksWhetherAnybodyIsHere(request)) {
      request.response().setStatusCode(204).end();
      return;
    }
    long started = System.nanoTime();
    Trace trace = Trace.continued(request.getHeader("traceparent"));
    Match match = Match.NONE;
    Future<Reply> outcome;
    try {
      match = routes.match(request.method().name(), Paths.checked(request.path()));
      outcome = answer(request, match, trace);
    } catch (RuntimeException thrown) {
      // Even a defect is answered: a client without an answer waits.
      outcome = Future.failedFuture(thrown);
    }
    Target target = match.target();
    outcome
        .map(reply -> Responder.reply(request, trace, reply))
        .otherwise(failure -> Responder.problem(request, trace, problem(failure, trace)))
        .onSuccess(status -> meter.record(target, status, started));
  }

  private Future<Reply> answer(HttpServerRequest request, Match match, Trace trace) {
    if (match.target() != null) {
      return call(request, match, trace);
    }
    boolean asksWhatIsAllowed = HttpMethod.OPTIONS.equals(request.method());
    return asksWhatIsAllowed && !match.methods().isEmpty()
        ? Future.succeededFuture(allowed(match))
        : Future.failedFuture(notRouted(request, match));
  }

  private static Reply allowed(Match match) {
    return Reply.noContent().with("allow", String.join(", ", match.methods()));
  }

  /** OPTIONS * is HTTP's own ping: it is answered for the server, and no path of it is meant. */
  private static boolean asksWhetherAnybodyIsHere(HttpServerRequest request) {
    return HttpMethod.OPTIONS.equals(request.method()) && "*".equals(request.uri());
  }

  private Future<Reply> call(HttpServerRequest request, Match match, Trace trace) {
    Deadline deadline = RequestReader.deadline(request);
    Future<Identity> caller = authenticator.identify(RequestReader.authorization(request));
    return BodyCollector.collect(vertx, request, options)
        .compose(body -> caller.compose(identity -> mesh.handle(
            RequestReader.read(request, match, trace, deadline, body).as(identity))));
  }

  private static Problem notRouted(HttpServerRequest request, Match match) {
    if (match.methods().isEmpty()) {
      return Problem.of(Kind.NOT_FOUND, "No service offers this path.");
    }
    request.response().putHeader("allow", String.join(", ", match.methods()));
    return Problem.of(
        Kind.METHOD_NOT_ALLOWED, "This path takes " + String.join(", ", match.methods()) + ".");
  }

  private static Problem problem(@Nullable Throwable failure, Trace trace) {
    if (failure instanceof Problem known) {
      return known;
    }
    log.error(
        "A request failed in the gateway and its client got 500; trace {}",
        trace.traceId(),
        failure);
    return Problem.internal();
  }
}
