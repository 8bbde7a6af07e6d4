package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Somebody who may read a node's data folder, and so may ask its admin interface. */
public record Operator(SennitProcess node, Path data) {

  /** The names of the nodes that this one knows. */
  List<String> nodes() throws IOException, InterruptedException {
    return items(get("/admin/nodes"), "items")
        .map(node -> node.getString("name"))
        .toList();
  }

  /** The instances of a service that this node knows. */
  public List<JsonObject> instances(String service) throws IOException, InterruptedException {
    return instances(get("/admin/services"), "items", service);
  }

  /** The instances of a service in a list of services. */
  static List<JsonObject> instances(JsonObject json, String list, String service) {
    return items(json, list)
        .filter(entry -> entry.getString("name").equals(service))
        .flatMap(entry -> items(entry, "instances"))
        .toList();
  }

  private JsonObject get(String path) throws IOException, InterruptedException {
    String token = Files.readString(data.resolve("admin-token")).strip();
    HttpResponse<String> answer = Http.get(node.admin(path), "authorization", "Bearer " + token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Http.json(answer);
  }

  private static Stream<JsonObject> items(JsonObject json, String list) {
    return json.getJsonArray(list).stream().map(JsonObject.class::cast);
  }
}
