package io.sennit.gateway;

import io.netty.util.AsciiString;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.ProblemJson;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Set;

/** Writes what came of a request. Every failure becomes an HTTP status here and nowhere else. */
final class Responder {
  private static final CharSequence CONTENT_TYPE = AsciiString.cached("content-type");
  private static final CharSequence CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final CharSequence TRACEPARENT = AsciiString.cached("traceparent");
  private static final CharSequence JSON = AsciiString.cached("application/json");
  private static final CharSequence PROBLEM_JSON = AsciiString.cached(ProblemJson.CONTENT_TYPE);

  private Responder() {}

  static void reply(HttpServerRequest request, Trace trace, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.status());
    Pairs headers = reply.headers();
    for (int i = 0; i < headers.size(); i++) {
      response.putHeader(headers.name(i), headers.value(i));
    }
    if (!reply.body().isEmpty() && headers.get("content-type") == null) {
      response.putHeader(CONTENT_TYPE, JSON);
    }
    response.putHeader(TRACEPARENT, trace.traceparent());
    end(request, reply.status(), reply.body());
  }

  static void problem(HttpServerRequest request, Trace trace, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    String instance = request.path();
    Duration wait = problem.retryAfter();
    if (wait != null) {
      response.putHeader("retry-after", Long.toString(Math.max(1, wait.toSeconds())));
    }
    response
        .setStatusCode(problem.kind().status())
        .putHeader(CONTENT_TYPE, PROBLEM_JSON)
        .putHeader(TRACEPARENT, trace.traceparent());
    end(
        request,
        problem.kind().status(),
        Body.of(ProblemJson.of(problem, instance == null ? "" : instance, trace)));
  }

  /** What may be asked of a path, for those who ask that. */
  static void options(HttpServerRequest request, Trace trace, Set<String> methods) {
    request
        .response()
        .setStatusCode(204)
        .putHeader("allow", String.join(", ", methods))
        .putHeader(TRACEPARENT, trace.traceparent())
        .end();
  }

  private static void end(HttpServerRequest request, int status, Body body) {
    HttpServerResponse response = request.response();
    if (status == 204 || status == 304) {
      response.end();
      return;
    }
    Buffer bytes = body.bytes();
    if (HttpMethod.HEAD.equals(request.method())) {
      response.putHeader(CONTENT_LENGTH, Integer.toString(bytes.length())).end();
    } else {
      response.end(bytes);
    }
  }
}
