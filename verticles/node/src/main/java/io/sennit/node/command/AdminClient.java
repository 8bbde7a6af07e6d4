package io.sennit.node.command;

import io.sennit.mesh.settings.ClientSettings;
import io.sennit.mesh.settings.Secret;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a running node over its admin interface. */
final class AdminClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(11);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI admin;
  private final String token;

  private AdminClient(URI admin, String token) {
    this.admin = admin;
    this.token = token;
  }

  static AdminClient of(ClientSettings settings) throws CommandFailure {
    Secret token = settings.token();
    if (token != null) {
      return new AdminClient(settings.admin(), token.value());
    }
    Path file = settings.folder().resolve("admin-token");
    try {
      return new AdminClient(settings.admin(), Files.readString(file).strip());
    } catch (IOException missing) {
      throw new CommandFailure("there is no admin token at " + file
          + "; name the node's folder with --data, or give --token");
    }
  }

  JsonObject get(String path) throws CommandFailure, InterruptedException {
    return send(HttpRequest.newBuilder(admin.resolve(path)).GET());
  }

  JsonObject post(String path, String body, String... headers)
      throws CommandFailure, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve(path))
        .POST(BodyPublishers.ofString(body))
        .header("content-type", "application/json");
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private JsonObject send(HttpRequest.Builder request) throws CommandFailure, InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(
          request.header("authorization", "Bearer " + token).timeout(LONGEST).build(),
          BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new CommandFailure("no node answers at " + admin
          + "; start one with ./sennit dev, or name another with --admin");
    }
    JsonObject body = decode(response.body());
    if (response.statusCode() >= 400) {
      throw new CommandFailure(response.statusCode() + " " + body.getString("title", "") + ": "
          + body.getString("detail", response.body()));
    }
    return body;
  }

  private JsonObject decode(String body) throws CommandFailure {
    try {
      return body.isEmpty() ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException foreign) {
      throw new CommandFailure(
          "what answers at " + admin + " is no Sennit node; name its admin address with --admin");
    }
  }
}
