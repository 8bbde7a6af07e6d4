package io.sennit.gateway.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.route.Announced;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.directory.Documentation;
import io.sennit.mesh.directory.Documentation.Output;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final JsonObject BOOK = new JsonObject(
      "{\"title\":\"Book\",\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}}}");
  private static final JsonObject INPUT = new JsonObject("""
      {"type":"object","additionalProperties":false,"required":["id","title"],
       "properties":{"id":{"type":"string","format":"uuid"},
                     "title":{"type":"string"},"year":{"type":"integer"}}}""");

  private static Announced announced(
      String service, String name, Route route, Access access, Output output) {
    OperationDescription operation = new OperationDescription(
        name,
        route,
        access,
        INPUT,
        Repeatable.WITH_KEY,
        new Documentation("Does " + name, List.of(output)));
    return new Announced(new OperationId(service, name), operation, route, null);
  }

  private static JsonObject document(Announced... routes) {
    return OpenApi.of(
        List.of(routes),
        GatewayRules.read(new JsonObject("{\"api\":{\"title\":\"Library\",\"version\":\"7\"}}")));
  }

  private static @Nullable Object at(JsonObject document, String pointer) {
    return JsonPointer.from(pointer).queryJson(document);
  }

  @Test
  void aWriteTakesItsFieldsFromTheBodyAndItsIdFromThePath() {
    JsonObject document = document(announced(
        "shelf",
        "write",
        new Route("PUT", "/book/{id}"),
        Access.roles("merchant"),
        new Output(200, BOOK)));
    assertThat(at(document, "/openapi")).isEqualTo("3.1.0");
    assertThat(at(document, "/info/title")).isEqualTo("Library");
    String put = "/paths/~1book~1{id}/put";
    assertThat(at(document, put + "/operationId")).isEqualTo("shelf.write");
    assertThat(at(document, put + "/summary")).isEqualTo("Does write");
    assertThat(at(document, put + "/parameters/0/in")).isEqualTo("path");
    assertThat(at(document, put + "/parameters/0/schema/format")).isEqualTo("uuid");
    assertThat(at(document, put + "/parameters/1/$ref"))
        .isEqualTo("#/components/parameters/IdempotencyKey");
    String schema = put + "/requestBody/content/application~1json/schema";
    assertThat(((JsonObject) at(document, schema + "/properties")).fieldNames())
        .containsExactlyInAnyOrder("title", "year");
    assertThat(at(document, schema + "/required")).isEqualTo(new JsonArray().add("title"));
    assertThat(at(document, put + "/security/0/bearer")).isEqualTo(new JsonArray());
    assertThat((String) at(document, put + "/description")).contains("merchant");
  }

  @Test
  void aReadTakesItsFieldsFromTheQuery() {
    JsonObject document = document(announced(
        "shelf", "find", new Route("GET", "/book"), Access.ANYONE, new Output(200, BOOK)));
    JsonArray parameters = (JsonArray) at(document, "/paths/~1book/get/parameters");
    assertThat(parameters.stream().map(p -> ((JsonObject) p).getString("in")))
        .startsWith("query", "query", "query");
    assertThat(at(document, "/paths/~1book/get/security")).isEqualTo(new JsonArray());
    assertThat(at(document, "/paths/~1book/get/requestBody")).isNull();
  }

  @Test
  void whatHasATitleIsDescribedOnce() {
    JsonObject books = new JsonObject().put("type", "array").put("items", BOOK);
    JsonObject other = BOOK.copy().put("description", "another one");
    JsonObject document = document(
        announced("a", "one", new Route("GET", "/1"), Access.ANYONE, new Output(200, BOOK)),
        announced("a", "all", new Route("GET", "/2"), Access.ANYONE, new Output(200, books)),
        announced("b", "one", new Route("GET", "/3"), Access.ANYONE, new Output(200, other)));
    String schema = "/get/responses/200/content/application~1json/schema";
    assertThat(at(document, "/paths/~11" + schema + "/$ref"))
        .isEqualTo("#/components/schemas/Book");
    assertThat(at(document, "/paths/~12" + schema + "/items/$ref"))
        .isEqualTo("#/components/schemas/Book");
    assertThat(at(document, "/paths/~13" + schema + "/$ref"))
        .isEqualTo("#/components/schemas/b.Book");
    assertThat(at(document, "/components/schemas/Book/properties/id/type")).isEqualTo("string");
  }

  @Test
  void everyOperationMayAnswerWithAProblem() {
    JsonObject document = document(announced(
        "shelf",
        "remove",
        new Route("DELETE", "/book/{id}"),
        Access.AUTHENTICATED,
        new Output(204, null)));
    assertThat(at(document, "/paths/~1book~1{id}/delete/responses/default/$ref"))
        .isEqualTo("#/components/responses/Problem");
    assertThat(at(document, "/paths/~1book~1{id}/delete/responses/204/content")).isNull();
    assertThat(at(
            document,
            "/components/responses/Problem/content/application~1problem+json/schema/$ref"))
        .isEqualTo("#/components/schemas/Problem");
  }

  @Test
  void aBodyThatIsAStreamHasNoFieldsAndAWebSocketHasNoAnswer() {
    Route put = new Route("PUT", "/file/{id}");
    Route talk = new Route("GET", "/talk/{id}");

    JsonObject document = document(
        streamed("upload", put, Transfer.STREAM), streamed("talk", talk, Transfer.WEBSOCKET));

    assertThat(at(document, "/paths/~1file~1{id}/put/requestBody"))
        .isEqualTo(new JsonObject("{\"content\":{\"application/octet-stream\":{}}}"));
    assertThat(at(document, "/paths/~1file~1{id}/put/parameters/1/in")).isEqualTo("query");
    assertThat(at(document, "/paths/~1talk~1{id}/get/responses/101/description"))
        .isNotNull();
  }

  private static Announced streamed(String name, Route route, Transfer transfer) {
    OperationDescription operation = new OperationDescription(
        name, route, Access.ANYONE, INPUT, Repeatable.ALWAYS, transfer, Documentation.NONE);
    return new Announced(new OperationId("files", name), operation, route, null);
  }
}
