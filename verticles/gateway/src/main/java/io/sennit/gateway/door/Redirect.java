package io.sennit.gateway.door;

import io.sennit.mesh.message.ProblemJson;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.regex.Pattern;

/**
 * Sends whoever comes by plain HTTP to the same place by TLS. Its answer keeps method and body, and
 * is the same for every path, so that nothing can be learned here.
 */
final class Redirect implements Handler<HttpServerRequest> {
  private static final int HTTPS = 443;
  private static final int PERMANENT = 308;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}]");
  private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");

  private final String port;

  Redirect(int securePort) {
    this.port = securePort == HTTPS ? "" : ":" + securePort;
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    // What follows is none of our business, and the next request goes elsewhere.
    response.putHeader("connection", "close");
    HostAndPort authority = request.authority();
    boolean understood = request.decoderResult().isSuccess()
        && authority != null
        && HOST.matcher(authority.host()).matches()
        && TARGET.matcher(request.uri()).matches()
        && !HttpMethod.CONNECT.equals(request.method());
    (understood ? away(response, authority.host(), request.uri()) : refuse(response))
        .onComplete(done -> request.connection().close());
  }

  private Future<Void> away(HttpServerResponse response, String host, String target) {
    return response
        .setStatusCode(PERMANENT)
        .putHeader("location", "https://" + host + port + target)
        .end();
  }

  private static Future<Void> refuse(HttpServerResponse response) {
    Problem problem = Problem.of(
        Kind.MALFORMED, "This port only sends to HTTPS, and needs a host and a path for that.");
    return response
        .setStatusCode(problem.kind().status())
        .putHeader("content-type", ProblemJson.CONTENT_TYPE)
        .end(ProblemJson.of(problem, "", Trace.continued(null)).toBuffer());
  }
}
