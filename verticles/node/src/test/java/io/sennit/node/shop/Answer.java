package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the shop answered to a request. */
record Answer(String request, int status, HttpHeaders headers, String body) {
  private static final List<String> PROBLEM =
      List.of("type", "title", "status", "detail", "instance", "traceId");

  static Answer of(HttpResponse<String> response) {
    String request =
        response.request().method() + " " + response.request().uri().getRawPath();
    return new Answer(request, response.statusCode(), response.headers(), response.body());
  }

  boolean isGood() {
    return status < 300;
  }

  /** It has this status; what is no success is a problem in full. */
  Answer is(int expected) {
    assertThat(status).as(toString()).isEqualTo(expected);
    if (expected >= 400) {
      assertProblem();
    }
    return this;
  }

  /** It is refused with 422, and names exactly these fields. */
  Answer names(String... fields) {
    is(422);
    JsonArray errors = json().getJsonArray("errors", new JsonArray());
    assertThat(errors)
        .as(toString())
        .extracting(error -> ((JsonObject) error).getString("field"))
        .containsExactlyInAnyOrder(fields);
    assertThat(errors)
        .allSatisfy(
            error -> assertThat(((JsonObject) error).getString("message")).isNotBlank());
    return this;
  }

  /** The same as another one, byte for byte. */
  void repeats(Answer first) {
    assertThat(status).as(toString()).isEqualTo(first.status);
    assertThat(body).as(request).isEqualTo(first.body);
    for (String header : List.of("location", "etag", "content-type")) {
      assertThat(header(header)).as(request).isEqualTo(first.header(header));
    }
  }

  private void assertProblem() {
    assertThat(header("content-type")).as(toString()).isEqualTo("application/problem+json");
    JsonObject problem = json();
    Set<String> fields = new HashSet<>(problem.fieldNames());
    fields.remove("errors");
    assertThat(fields).as(body).containsExactlyInAnyOrderElementsOf(PROBLEM);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isNotBlank();
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    // Of what is too long nobody has read the path.
    String path = status == 414 || status == 431 ? "" : request.substring(request.indexOf(' ') + 1);
    assertThat(problem.getString("instance")).isEqualTo(path);
    assertThat(header("traceparent")).startsWith("00-" + problem.getString("traceId") + "-");
    if (status == 401) {
      assertThat(header("www-authenticate")).startsWith("Bearer");
    }
  }

  JsonObject json() {
    return new JsonObject(body);
  }

  String text(String field) {
    return json().getString(field);
  }

  List<JsonObject> items() {
    return json().getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  /** Nothing where there is none. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  @Override
  public String toString() {
    return request + " was answered with " + status + " " + body;
  }
}
