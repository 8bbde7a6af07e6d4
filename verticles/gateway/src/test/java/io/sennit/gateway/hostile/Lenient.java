package io.sennit.gateway.hostile;

import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.util.List;

/**
 * What stands in the gateway's place in order to be worse: a server of Vert.x as it comes, that
 * allows for much, reads JSON as Vert.x does, and asks nobody for a token.
 */
final class Lenient {
  private static final int MUCH = 64 << 20;

  private Lenient() {}

  static HttpServer start(Vertx vertx) {
    HttpServerOptions options = new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(0)
        .setMaxInitialLineLength(MUCH)
        .setMaxHeaderSize(MUCH)
        .setIdleTimeout(2);
    return Wait.forResult(
        vertx.createHttpServer(options).requestHandler(Lenient::answer).listen());
  }

  private static void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> request
            .response()
            .setStatusCode(isTaken(body) ? 200 : 400)
            .end(new JsonArray(List.of(request.path().split("/"))).encode()));
  }

  private static boolean isTaken(Buffer body) {
    try {
      return body.length() == 0 || body.toJsonValue() != null;
    } catch (DecodeException noJson) {
      return false;
    }
  }
}
