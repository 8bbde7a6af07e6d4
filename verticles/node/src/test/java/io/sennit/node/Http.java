package io.sennit.node;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP/1.1 requests over connections that are kept. */
public final class Http {
  private static final HttpClient CLIENT = client();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Http() {}

  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** @param headers names and values in turn */
  static HttpResponse<String> get(URI uri, String... headers)
      throws IOException, InterruptedException {
    return CLIENT.send(request(uri, headers).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> post(URI uri, String body, String... headers)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request(uri, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  public static HttpRequest.Builder request(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("no " + name);
  }
}
