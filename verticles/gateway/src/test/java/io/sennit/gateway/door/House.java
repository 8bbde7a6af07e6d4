package io.sennit.gateway.door;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.rules.Door;
import io.sennit.mesh.settings.TlsSettings;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A door with a server behind it that does as the path says, and a clock that is set by hand. */
final class House implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong clock = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
  final Doorway doorway;
  final Certificates certificates;
  final HttpServer server;

  static House with(Door rules) {
    return new House(rules, null);
  }

  static House secure(Door rules, TlsSettings tls) {
    return new House(rules, tls);
  }

  private House(Door rules, TlsSettings tls) {
    this.certificates =
        tls == null ? null : Wait.forResult(Certificates.open(vertx, tls, Clock.systemUTC()));
    this.doorway = new Doorway(vertx, rules, certificates, meters, clock::get);
    this.server = Wait.forResult(doorway
        .server(this::answer, HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER)
        .listen(0, "127.0.0.1"));
  }

  /** Rules that differ from the default in some fields. */
  static Door rules(String json) {
    return io.sennit.gateway.rules.GatewayRules.read(
            new JsonObject().put("door", new JsonObject(json)))
        .door();
  }

  private void answer(HttpServerRequest request) {
    asked.add(request);
    String path = request.path();
    if (path.startsWith("/bytes/")) {
      request.response().end("x".repeat(Integer.parseInt(path.substring(7))));
    } else if (path.equals("/subject")) {
      request.response().end(subject(request));
    } else if (path.equals("/body")) {
      request.body().onSuccess(body -> request.response().end("" + body.length()));
    } else if (path.startsWith("/silence/")) {
      Silence.allow(request, Duration.parse(path.substring(9)));
    } else if (!path.equals("/never")) {
      request.response().end("here");
    }
  }

  /** Whom TLS has found genuine, as those behind the door get to know it. */
  private static String subject(HttpServerRequest request) {
    try {
      return request.connection().sslSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException nobody) {
      return "nobody";
    }
  }

  int port() {
    return server.actualPort();
  }

  Vertx vertx() {
    return vertx;
  }

  Client client() throws IOException {
    return new Client(port());
  }

  /** A client that has been let in. */
  Client guest() throws Exception {
    int before = doorway.guests();
    Client client = client();
    Wait.until("it is let in", () -> guests() > before);
    return client;
  }

  private int guests() {
    try {
      return doorway.guests();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** A client says something, and it has arrived. */
  void hears(Client client, String what) throws Exception {
    long before = doorway.received();
    client.say(what);
    Wait.until("it has arrived", () -> received() >= before + what.length());
  }

  private long received() {
    try {
      return doorway.received();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Lets time pass, and has the door look at its guests. */
  void after(Duration time) throws InterruptedException {
    clock.addAndGet(time.toNanos());
    doorway.walk();
  }

  double ended(Lapse lapse) {
    return meters
        .get("sennit.gateway.connections.ended")
        .tag("reason", lapse.label())
        .counter()
        .count();
  }

  @Override
  public void close() {
    Wait.forResult(server.close());
    doorway.close();
    Wait.forResult(vertx.close());
  }
}
