package io.sennit.gateway.outside;

import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.util.List;

/**
 * Takes the opening of a WebSocket to an instance outside; when it agrees, the two connections are
 * one, each as fast as the other reads.
 */
final class Upgrade {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final List<String> OF_A_WEBSOCKET = List.of(
      "sec-websocket-key",
      "sec-websocket-version",
      "sec-websocket-protocol",
      "sec-websocket-extensions",
      "sec-websocket-accept");

  private final Visit visit;
  private final Border border;
  private final String target;

  Upgrade(Visit visit, Border border, String target) {
    this.visit = visit;
    this.border = border;
    this.target = target;
  }

  Future<Reply> pass(HttpClientRequest request, Call call) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(visit.request().headers());
    border.clean(headers, visit, call);
    headers.remove("host");
    request.setURI(target);
    request.headers().addAll(headers).set("connection", "upgrade").set("upgrade", "websocket");
    return request.connect().compose(this::agreed);
  }

  private Future<Reply> agreed(HttpClientResponse answer) {
    if (answer.statusCode() != SWITCHING_PROTOCOLS) {
      answer.request().reset();
      return Future.failedFuture(Problem.of(
          Kind.ofStatus(answer.statusCode()),
          "'" + border.service().name() + "' does not open a WebSocket here."));
    }
    HttpServerResponse response = visit.response();
    response.setStatusCode(SWITCHING_PROTOCOLS);
    response.putHeader("connection", "upgrade").putHeader("upgrade", "websocket");
    OF_A_WEBSOCKET.stream()
        .filter(answer.headers()::contains)
        .forEach(name -> response.putHeader(name, answer.getHeader(name)));
    NetSocket there = answer.netSocket();
    return visit.request().toNetSocket().compose(here -> joined(here, there));
  }

  private static Future<Reply> joined(NetSocket here, NetSocket there) {
    // A gateway that stops does not wait for talks that may go on for days.
    here.shutdownHandler(stopping -> here.close());
    Future<Void> out = here.pipeTo(there).onFailure(broken -> there.close());
    Future<Void> back = there.pipeTo(here).onFailure(broken -> here.close());
    return Future.join(out, back)
        .transform(ended ->
            Future.succeededFuture(new Reply(SWITCHING_PROTOCOLS, Pairs.EMPTY, Body.EMPTY)));
  }
}
