package io.sennit.bench.chaos;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Asks one node on its operators' port, past the gateway and its guards. */
record Operator(URI admin) {
  static final String TOKEN = "chaos";

  private static final Duration BOUND = Duration.ofSeconds(3);
  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(BOUND)
      .build();

  /** Calls an operation; a node that hosts its service asks its own instance. */
  JsonObject call(String operation, JsonObject input) throws IOException, InterruptedException {
    return new JsonObject(send(request("/admin/call/" + operation)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(input.encode()))));
  }

  /** The names of all nodes that this one takes for members. */
  List<String> members() throws IOException, InterruptedException {
    return objects(new JsonObject(send(request("/admin/nodes"))), "items")
        .map(node -> node.getString("name"))
        .toList();
  }

  /** How often a caller's breakers have taken instances of the chaos service out. */
  long trips(String caller) throws IOException, InterruptedException {
    return objects(new JsonObject(send(request("/admin/services"))), "items")
        .filter(service -> service.getString("name").equals("chaos"))
        .flatMap(service -> objects(service, "instances"))
        .flatMap(instance -> objects(instance, "seen"))
        .filter(seen -> seen.getString("caller").equals(caller))
        .mapToLong(seen -> seen.getLong("trips"))
        .sum();
  }

  Metrics metrics() throws IOException, InterruptedException {
    return new Metrics(send(request("/metrics")).lines().toList());
  }

  private static Stream<JsonObject> objects(JsonObject json, String field) {
    return json.getJsonArray(field).stream().map(JsonObject.class::cast);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(admin.resolve(path))
        .timeout(BOUND)
        .header("authorization", "Bearer " + TOKEN);
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
