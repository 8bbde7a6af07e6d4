package io.sennit.gateway.respond;

import io.netty.util.AsciiString;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Timings;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.ProblemJson;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes what came of a request. Every failure becomes an HTTP status here and nowhere else. */
public final class Responder {
  private static final CharSequence CONTENT_TYPE = AsciiString.cached("content-type");
  private static final CharSequence CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final CharSequence TRACEPARENT = AsciiString.cached("traceparent");
  private static final CharSequence WWW_AUTHENTICATE = AsciiString.cached("www-authenticate");
  private static final CharSequence CACHE_CONTROL = AsciiString.cached("cache-control");
  private static final CharSequence NO_STORE = AsciiString.cached("no-store");
  private static final CharSequence JSON = AsciiString.cached("application/json");
  private static final CharSequence PROBLEM_JSON = AsciiString.cached(ProblemJson.CONTENT_TYPE);

  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private Responder() {}

  /**
   * Writes a reply and returns the status that the client got; a reply that cannot be written is
   * thrown before anything of it has been.
   */
  public static int reply(Visit visit, Reply reply) {
    HttpServerResponse response = visit.response();
    if (response.headWritten()) {
      // Its endpoint has written it.
      return response.getStatusCode();
    }
    if (isGone(response)) {
      return Kind.CANCELLED.status();
    }
    Buffer body = reply.body().bytes();
    Pairs headers = reply.headers();
    putHeaders(response, reply.status(), headers);
    MultiMap fields = response.headers();
    if (body.length() > 0 && headers.get("content-type") == null) {
      fields.set(CONTENT_TYPE, JSON);
    }
    if (!visit.identity().isAnonymous() && headers.get("cache-control") == null) {
      // What one user is answered is nobody else's to keep, unless its service says so.
      fields.set(CACHE_CONTROL, NO_STORE);
    }
    end(visit, reply.status(), body);
    return reply.status();
  }

  /** Prepares what stands before a body that somebody else writes. */
  public static void head(Visit visit, int status, Pairs headers) {
    HttpServerResponse response = visit.response();
    putHeaders(response, status, headers);
    String length = headers.get("content-length");
    if (length != null) {
      // Nobody else knows how long a body is that is not there yet.
      response.putHeader(CONTENT_LENGTH, length);
    }
    response.setStatusCode(status).putHeader(TRACEPARENT, visit.trace().traceparent());
  }

  private static void putHeaders(HttpServerResponse response, int status, Pairs headers) {
    if (status < LEAST_STATUS || status > MOST_STATUS) {
      throw Problem.of(
          Kind.BROKEN_PROTOCOL, "The service answered with the status " + status + ".");
    }
    ServiceHeaders.check(headers);
    ServiceHeaders.copy(headers, response.headers());
  }

  /** Writes a problem and returns the status that the client got. */
  public static int problem(Visit visit, Problem problem) {
    HttpServerResponse response = visit.response();
    if (response.headWritten()) {
      // Too late to say why: what is there of the answer must not pass for the whole of it.
      if (!response.ended()) {
        response.reset();
      }
      return response.getStatusCode();
    }
    if (isGone(response)) {
      return Kind.CANCELLED.status();
    }
    if (problem.kind() == Kind.CANCELLED) {
      // Its caller is still here, and HTTP has no status for somebody else's having gone.
      return problem(visit, Problem.of(Kind.UNAVAILABLE, problem.detail()));
    }
    // Of an answer that could not be written after all.
    response.headers().remove(CONTENT_LENGTH);
    Patience.tell(response, problem);
    // Who has found out more has said so.
    if (problem.kind() == Kind.UNAUTHENTICATED && !response.headers().contains(WWW_AUTHENTICATE)) {
      response.putHeader(WWW_AUTHENTICATE, "Bearer");
    }
    Buffer body =
        ProblemJson.of(problem, instance(visit.request()), visit.trace()).toBuffer();
    response.putHeader(CONTENT_TYPE, PROBLEM_JSON).putHeader(CACHE_CONTROL, NO_STORE);
    end(visit, problem.kind().status(), body);
    return problem.kind().status();
  }

  /** What could not be decoded has a path of the decoder's own making. */
  private static String instance(HttpServerRequest request) {
    String path = request.path();
    return path == null || request.decoderResult().isFailure() ? "" : path;
  }

  /** How long what took tells of the inside, so that not everybody gets to know. */
  private static void tellTimings(Visit visit, Timings timings) {
    Target target = visit.target();
    boolean forAnybody = target != null && target.rules().answers().timings();
    if (forAnybody || visit.identity().isOperator()) {
      visit.response().putHeader("server-timing", timings.text());
    }
  }

  private static boolean isGone(HttpServerResponse response) {
    return response.ended() || response.closed();
  }

  private static void end(Visit visit, int status, Buffer body) {
    HttpServerResponse response = visit.response();
    response.setStatusCode(status).headers().set(TRACEPARENT, visit.trace().traceparent());
    Timings timings = visit.timings();
    if (timings != null) {
      tellTimings(visit, timings);
    }
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      response.end();
    } else if (HttpMethod.HEAD.equals(visit.request().method())) {
      response.putHeader(CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
