package io.sennit.node.shop;

import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Through the gateway: the request that an announced route asks for. */
record WayByHttp(Shop shop) implements Way {

  @Override
  public boolean leadsTo(@Nullable Route route) {
    return route != null;
  }

  @Override
  public Visitor.Shown shown(Visitor visitor) {
    return visitor.http();
  }

  @Override
  public Got ask(
      Visitor visitor, OperationId operation, @Nullable Route announced, JsonObject input) {
    Route route = Objects.requireNonNull(announced);
    JsonObject rest = input.copy();
    String path = route.path();
    for (String name : route.parameters()) {
      path = path.replace("{" + name + "}", encoded(rest.remove(name)));
    }
    String[] headers = visitor.http().header().toArray(String[]::new);
    Answer answer = (route.hasBody()
            ? shop.anybody().send(route.method(), path, rest, headers)
            : shop.anybody()
                .ask(route.method(), path + query(rest), BodyPublishers.noBody(), headers))
        .join();
    return new Got(answer.status(), answer.body());
  }

  private static String query(JsonObject rest) {
    return rest.stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&", rest.isEmpty() ? "" : "?", ""));
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "HTTP";
  }
}
