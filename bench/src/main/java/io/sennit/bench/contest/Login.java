package io.sennit.bench.contest;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.site.Site;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Gets the token of a user, as soon as the gateway knows the service that gives it. */
final class Login {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;

  private Login() {}

  static String at(URI gateway) throws Exception {
    JsonObject who =
        new JsonObject().put("email", "admin@sennit.local").put("password", Site.PASSWORD);
    HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/login"))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(who.encode()))
        .build();
    HttpClient client = HttpClient.newHttpClient();
    AtomicReference<String> said = new AtomicReference<>("");
    boolean known = Patience.until(
        () -> {
          HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
          said.set(answer.body());
          return answer.statusCode() == OK;
        },
        PATIENCE);
    if (!known) {
      throw new IOException("nobody can log in: " + said.get());
    }
    return new JsonObject(said.get()).getString("token");
  }
}
