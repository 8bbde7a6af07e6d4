package io.sennit.users;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.auth.Vouching;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.testkit.Wait;
import io.sennit.users.UsersService.Terms;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The users' service and a gateway in one process, as a client over HTTP meets them. */
final class Node implements AutoCloseable {
  static final String ADMIN_PASSWORD = "the administrator's password";
  static final String PASSWORD = "correct horse battery";
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Mesh mesh;
  private final Gateway gateway;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A user who has registered. */
  record Person(String id, String email, String token) {}

  Node(Server server, Terms terms) {
    this.database = Database.at(vertx, server.uri(), StoreOptions.defaults());
    this.mesh = Wait.forResult(Mesh.start(
        vertx, MeshOptions.named("node").database(database).secrets(name -> ADMIN_PASSWORD)));
    Wait.forResult(mesh.host(() -> new UsersService(terms), 1));
    this.gateway = Wait.forResult(Gateway.start(
        vertx, GatewayOptions.at("127.0.0.1", 0), mesh, new SimpleMeterRegistry(), 2));
  }

  static String freshEmail() {
    return "somebody" + NAMES.incrementAndGet() + "@example.org";
  }

  static JsonObject registration(String email) {
    return new JsonObject().put("name", "Somebody").put("email", email).put("password", PASSWORD);
  }

  Person person() {
    String email = freshEmail();
    String id = json(send("POST", "/user", registration(email), null)).getString("id");
    return new Person(id, email, token(email, PASSWORD));
  }

  Person admin() {
    String token = token(FirstAdministrator.EMAIL, ADMIN_PASSWORD);
    return new Person("", FirstAdministrator.EMAIL, token);
  }

  String token(String email, String password) {
    HttpResponse<String> response = login(email, password);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json(response).getString("token");
  }

  HttpResponse<String> login(String email, String password) {
    return send(
        "POST", "/login", new JsonObject().put("email", email).put("password", password), null);
  }

  HttpResponse<String> get(String path, @Nullable String token) {
    return send("GET", path, null, token);
  }

  HttpResponse<String> send(
      String method,
      String path,
      @Nullable JsonObject body,
      @Nullable String token,
      String... headers) {
    try {
      return http.send(request(method, path, body, token, headers), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  CompletableFuture<HttpResponse<String>> sendLater(
      String method, String path, @Nullable JsonObject body, @Nullable String token) {
    return http.sendAsync(request(method, path, body, token), BodyHandlers.ofString());
  }

  private HttpRequest request(
      String method,
      String path,
      @Nullable JsonObject body,
      @Nullable String token,
      String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.port() + path))
        .method(
            method,
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("content-type", "application/json");
    }
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  /** As a member of the cluster calls that has nothing of ours; headers in turn with values. */
  JsonObject bus(String operation, JsonObject input, String... headers) {
    DeliveryOptions options = new DeliveryOptions();
    for (int i = 0; i < headers.length; i += 2) {
      options.addHeader(headers[i], headers[i + 1]);
    }
    String address = OperationId.parse(operation).busAddress();
    return Wait.forResult(vertx.eventBus().<JsonObject>request(address, input, options))
        .body();
  }

  /** As the gateway has services outside of the mesh told who asks. */
  Vouching vouching() {
    return new Vouching(vertx, mesh.client(), Clock.systemUTC());
  }

  /** As gateways and operators call. */
  Reply inside(String operation) {
    return inside(operation, new JsonObject());
  }

  Reply inside(String operation, JsonObject input) {
    return Wait.forResult(mesh.client().handle(Call.to(operation, input).as(Identity.OPERATOR)));
  }

  /** When the mesh repeats a call of the operation whose answer was lost. */
  Repeatable repeatable(String operation) {
    ServiceEntry users = Objects.requireNonNull(mesh.directory().find("users"));
    return Objects.requireNonNull(users.description().operation(operation)).repeatable();
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  @Override
  public void close() {
    Wait.forResult(gateway.close());
    Wait.forResult(mesh.drain().eventually(mesh::close));
    Wait.forResult(database.close());
    Wait.forResult(vertx.close());
  }
}
