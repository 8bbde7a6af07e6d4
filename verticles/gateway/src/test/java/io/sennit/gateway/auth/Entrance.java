package io.sennit.gateway.auth;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.service.Service;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A gateway with these rules, behind which somebody tells who asks. */
final class Entrance implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Mesh mesh;
  private final Gateway gateway;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** @param more services behind it */
  Entrance(JsonObject rules, Service... more) {
    mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("test")));
    Wait.forResult(mesh.host(Whoami::new, 1));
    for (Service service : more) {
      Wait.forResult(mesh.host(() -> service, 1));
    }
    gateway = Wait.forResult(Gateway.start(
        vertx,
        GatewayOptions.at("127.0.0.1", 0)
            .grace(Duration.ofMillis(100))
            .rules(GatewayRules.read(rules)),
        mesh,
        new SimpleMeterRegistry(),
        2));
  }

  /** @param headers names and values in turn */
  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> by(String token, String path) {
    return get(path, "authorization", "Bearer " + token);
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  @Override
  public void close() {
    Wait.forResult(gateway.close());
    Wait.forResult(mesh.drain().eventually(mesh::close));
    Wait.forResult(vertx.close());
  }
}
