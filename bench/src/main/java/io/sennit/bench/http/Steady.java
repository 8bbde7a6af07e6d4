package io.sennit.bench.http;

import io.sennit.bench.measure.HostProcess;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * So many requests a second whatever becomes of them. Their process stays for all turns, so that
 * its own code is as warm for one contestant as for the next.
 */
public final class Steady implements Closeable {
  private static final int CONNECTIONS = 64;

  private final HostProcess host;

  private Steady(HostProcess host) {
    this.host = host;
  }

  public static Steady start() throws IOException {
    HostProcess host = HostProcess.start(SteadyHost.NAME);
    host.awaitReady();
    return new Steady(host);
  }

  public Shot run(Target target, int rate, Duration time) throws IOException {
    JsonObject order = new JsonObject()
        .put("uri", target.uri().toString())
        .put("token", target.token())
        .put("connections", CONNECTIONS)
        .put("rate", rate)
        .put("millis", time.toMillis());
    return Shot.of(new JsonObject(host.ask(order.encode())));
  }

  @Override
  public void close() throws IOException {
    host.close();
  }
}
