package io.sennit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A gateway with these rules in front of a library, and the clients that come to it. */
final class Front implements AutoCloseable {
  final Library library = new Library();
  final Passports passports;
  final Vertx vertx = Vertx.vertx();
  final AtomicLong nanos = new AtomicLong(System.nanoTime());
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final Mesh mesh;
  private final Gateway gateway;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Front(String rules) throws Exception {
    passports = new Passports();
    mesh = Mesh.start(vertx, MeshOptions.named("front")).await();
    mesh.host(() -> library, 1).await();
    mesh.host(() -> passports, 1).await();
    gateway = another(rules);
  }

  /** One more gateway of the same cluster. */
  Gateway another(String rules) {
    GatewayOptions options = GatewayOptions.at("127.0.0.1", 0)
        .grace(Duration.ofMillis(100))
        .rules(GatewayRules.read(new JsonObject(rules)))
        .clock(nanos::get);
    return Gateway.start(vertx, options, mesh, meters, 2).await();
  }

  /** Time goes by. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  int port() {
    return gateway.port();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    return http.send(request(port(), method, path, headers), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    return http.send(request(port(), "GET", path, headers), BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<String>> begin(String path, String... headers) {
    return http.sendAsync(request(port(), "GET", path, headers), BodyHandlers.ofString());
  }

  HttpResponse<String> getAt(Gateway other, String path) throws Exception {
    return http.send(request(other.port(), "GET", path), BodyHandlers.ofString());
  }

  /** What comes back for these very bytes, until the gateway closes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static HttpRequest request(int port, String method, String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  static JsonObject problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "content-type")).isEqualTo("application/problem+json");
    assertThat(header(response, "cache-control")).isEqualTo("no-store");
    JsonObject problem = new JsonObject(response.body());
    assertThat(problem.getString("traceId")).isNotBlank();
    return problem;
  }

  @Override
  public void close() {
    gateway.close().eventually(mesh::close).eventually(vertx::close).await();
  }
}
