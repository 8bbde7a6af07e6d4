package io.sennit.gateway.outside;

import io.sennit.gateway.rules.Outside;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Takes one request to an instance outside and its answer back, both as streams. It may be tried
 * again elsewhere as long as nothing of the body has gone.
 */
final class Passage {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int SERVER_ERROR = 500;

  private final Visit visit;
  private final Border border;
  private final Outside service;
  private final String target;
  private final HttpClient http;
  private final boolean hasBody;

  Passage(Visit visit, Border border, String target, HttpClient http, boolean hasBody) {
    this.visit = visit;
    this.border = border;
    this.service = border.service();
    this.target = target;
    this.http = http;
    this.hasBody = hasBody;
  }

  Future<Reply> attempt(Endpoint instance, Call call) {
    URI origin = URI.create(instance.node());
    return http.request(options(origin, call))
        .recover(failure -> Future.failedFuture(unreachable()))
        .compose(request -> pass(request, call));
  }

  private RequestOptions options(URI origin, Call call) {
    boolean secure = "https".equals(origin.getScheme());
    int port = origin.getPort() >= 0 ? origin.getPort() : secure ? 443 : 80;
    return new RequestOptions()
        .setHost(origin.getHost())
        .setPort(port)
        .setSsl(secure)
        .setMethod(visit.request().method())
        .setURI(target)
        .setTraceOperation(service.name())
        .setConnectTimeout(call.deadline().remainingMillis());
  }

  private Future<Reply> pass(HttpClientRequest request, Call call) {
    call.cancellation().onCancel(request::reset);
    if (visit.request().canUpgradeToWebSocket()) {
      return new Upgrade(visit, border, target).pass(request, call);
    }
    ProxyRequest proxied = ProxyRequest.reverseProxy(visit.request());
    proxied.setURI(target);
    if (!hasBody) {
      proxied.setBody(null);
    } else if (proxied.getBody().length() < 0) {
      // HTTP/2 has no word for it, and whoever passes it on looks for the one of HTTP/1.1.
      visit.request().headers().set("transfer-encoding", "chunked");
    }
    border.clean(proxied.headers(), visit, call);
    HostAndPort asked = visit.request().authority();
    if (service.keepsHost() && asked != null) {
      proxied.setAuthority(asked);
    }
    // The head of the answer is bounded by the deadline; its body by the connection's idle time.
    request.idleTimeout(call.deadline().remainingMillis());
    return proxied
        .send(request)
        .recover(failure -> {
          request.reset();
          return Future.failedFuture(broken(failure));
        })
        .compose(response -> answer(request, response));
  }

  private Future<Reply> answer(HttpClientRequest request, ProxyResponse response) {
    int status = response.getStatusCode();
    if (mayBeRepeated() && status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT) {
      // It says that it could not, and another one may.
      response.release();
      return Future.failedFuture(unavailable(
          "'" + service.name() + "' answers that it is not available; ask again in a moment."));
    }
    Headers.cleanResponse(response.headers(), visit);
    return response
        .send()
        .compose(
            written -> status >= SERVER_ERROR
                // Its client has the answer as it was; that it failed is noted of the instance.
                ? Future.failedFuture(Problem.internal())
                : Future.succeededFuture(new Reply(status, Pairs.EMPTY, Body.EMPTY)),
            failure -> {
              request.reset();
              return Future.failedFuture(broken(failure));
            });
  }

  boolean mayBeRepeated() {
    return !hasBody && SAFE.contains(visit.request().method());
  }

  /** Certainly not run: no connection was made. */
  private Problem unreachable() {
    return Problem.refused(
        "No connection to '" + service.name() + "' could be made; ask again in a moment.",
        Duration.ofSeconds(1));
  }

  private Problem broken(Throwable failure) {
    if (failure instanceof Problem known) {
      return known;
    }
    return failure instanceof TimeoutException
        ? Problem.of(
            Kind.DEADLINE_EXCEEDED, "'" + service.name() + "' did not answer before the deadline.")
        : unavailable("The connection to '" + service.name() + "' broke before it had answered"
            + "; ask again in a moment.");
  }

  private static Problem unavailable(String detail) {
    return Problem.restored(Kind.UNAVAILABLE, detail, List.of(), true, Duration.ofSeconds(1));
  }
}
