package io.sennit.bench.http;

import io.sennit.bench.measure.HostProcess;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The process that asks at a steady rate: a line in is a turn, and a line out what it came to. */
@Command(name = SteadyHost.NAME, hidden = true, description = "Used by the benchmark.")
public final class SteadyHost implements Callable<Integer> {
  static final String NAME = "steady-host";

  @Override
  public Integer call() throws Exception {
    System.out.println(HostProcess.READY);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      JsonObject told = new JsonObject(order);
      SteadyLoad load = new SteadyLoad(
          new Target(URI.create(told.getString("uri")), told.getString("token")),
          told.getInteger("connections"),
          told.getInteger("rate"),
          Duration.ofMillis(told.getLong("millis")));
      System.out.println(load.run().toJson().encode());
    }
    return 0;
  }
}
