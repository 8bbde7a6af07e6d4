package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route, because HTTP or the house has it so. */
interface HttpContract extends Contract {
  String TRACE = "0af7651916cd43dd8448eb211c80319c";
  String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  String ID = OrderContract.UNKNOWN;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/user              | GET, HEAD, OPTIONS, POST",
        "/login             | OPTIONS, POST",
        "/user/{id}         | DELETE, GET, HEAD, OPTIONS, PUT",
        "/user/{id}/roles   | OPTIONS, PUT",
        "/product           | GET, HEAD, OPTIONS, POST",
        "/product/{id}      | DELETE, GET, HEAD, OPTIONS, PUT",
        "/order             | GET, HEAD, OPTIONS, POST",
        "/order/{id}        | DELETE, GET, HEAD, OPTIONS, PUT",
        "/account           | GET, HEAD, OPTIONS",
        "/account/{id}      | GET, HEAD, OPTIONS",
        "/account/{id}/deposit | OPTIONS, POST",
        "/time              | GET, HEAD, OPTIONS",
        "/date              | GET, HEAD, OPTIONS",
      })
  default void aMethodThatAPathHasNotIsRefusedWithThoseItHas(String path, String allowed) {
    String filled = path.replace("{id}", ID);

    for (Caller caller : new Caller[] {shop().anybody(), shop().admin()}) {
      Answer refused =
          caller.ask("PATCH", filled, BodyPublishers.noBody()).join().is(405);
      assertThat(refused.header("allow")).isEqualTo(allowed);
      Answer options =
          caller.ask("OPTIONS", filled, BodyPublishers.noBody()).join().is(204);
      assertThat(options.header("allow")).isEqualTo(allowed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /user",
        "POST /login",
        "PUT /user/{id}",
        "PUT /user/{id}/roles",
        "POST /product",
        "PUT /product/{id}",
        "POST /order",
        "PUT /order/{id}",
        "POST /account/{id}/deposit",
      })
  default void aBodyThatIsNoneIsRefusedWhereverOneIsTaken(String text) {
    Route route = Route.of(text);
    String path = route.path().replace("{id}", ID);
    Caller caller = path.startsWith("/order") ? shop().stranger() : shop().admin();
    String[] json = {"content-type", "application/json"};

    for (String broken : new String[] {"{", "{'a':1}", "{\"a\":1,}", "{\"a\":\"b"}) {
      caller
          .ask(route.method(), path, BodyPublishers.ofString(broken), json)
          .join()
          .is(400);
    }
    for (String other : new String[] {"[]", "7", "\"text\""}) {
      caller
          .ask(route.method(), path, BodyPublishers.ofString(other), json)
          .join()
          .is(422);
    }
    byte[] noText = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};
    caller
        .ask(route.method(), path, BodyPublishers.ofByteArray(noText), json)
        .join()
        .is(400);
    caller
        .ask(route.method(), path, BodyPublishers.ofString("{}"), "content-type", "text/plain")
        .join()
        .is(415);
    caller.ask(route.method(), path, BodyPublishers.ofString("{}")).join().is(415);
    String large = new JsonObject().put("name", "x".repeat(1 << 20)).encode();
    caller
        .ask(route.method(), path, BodyPublishers.ofString(large), json)
        .join()
        .is(413);
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, 404",
    "/, 404",
    "/user/" + ID + "/orders, 404",
    "/product//x, 400",
    "/product/a%2Fb, 400",
  })
  default void anAddressThatIsNoneIsRefused(String path, int status) {
    shop().anybody().get(path).is(status);
  }

  @Test
  default void whatIsTooLongIsRefused() {
    shop().anybody().get("/product?q=" + "x".repeat(9_000)).is(414);
    shop().anybody().get("/product", "x-long", "x".repeat(17_000)).is(431);
  }

  /** PostgreSQL keeps no such character: it has to be refused before it gets there. */
  @ParameterizedTest
  @CsvSource({
    "POST, /user, name",
    "POST, /user, email",
    "PUT, /user/{user}, name",
    "PUT, /user/{user}, email",
    "POST, /login, email",
    "POST, /product, sku",
    "POST, /product, name",
    "POST, /product, description",
    "PUT, /product/{product}, sku",
    "PUT, /product/{product}, name",
    "PUT, /product/{product}, description",
  })
  default void aTextWithTheCharacterZeroIsRefused(String method, String path, String field) {
    Route route = new Route(method, path);
    JsonObject body = route.body(shop()).put(field, "a\0b@example.org");

    route.send(shop().admin(), path.replaceAll("\\{.*}", ID), body).join().names(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/product?q=%00", "/time?zone=%00", "/user?user_id=%00", "/order?status=%00"})
  default void aQueryWithTheCharacterZeroIsRefused(String path) {
    assertThat(shop().admin().get(path).status()).isIn(400, 422);
  }

  @Test
  default void aTraceGoesOnThroughWhatIsAsked() {
    for (String path : new String[] {"/product", "/product/" + ID, "/nowhere", "/account"}) {
      Answer answer = shop().anybody().get(path, "traceparent", TRACEPARENT);

      assertThat(answer.header("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
      assertThat(answer.header("traceparent")).isNotEqualTo(TRACEPARENT);
      if (!answer.isGood()) {
        assertThat(answer.text("traceId")).isEqualTo(TRACE);
      }
    }
    assertThat(shop().anybody().get("/time").header("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  }

  @Test
  default void nobodyWaitsLongerThanItWants() {
    JsonObject login =
        new JsonObject().put("email", shop().merchant().email()).put("password", Shop.PASSWORD);

    shop().anybody().post("/login", login, "sennit-timeout", "3").is(504);
    for (String bad : new String[] {"0", "-1", "soon", "600001"}) {
      shop().anybody().get("/time", "sennit-timeout", bad).is(400);
    }
  }

  @Test
  default void headAnswersAsGetDoesWithoutTheBody() {
    JsonObject product = shop().product(100, 1);
    String path = "/product/" + product.getString("id");
    Answer get = shop().anybody().get(path).is(200);

    Answer head =
        shop().anybody().ask("HEAD", path, BodyPublishers.noBody()).join().is(200);

    assertThat(head.body()).isEmpty();
    assertThat(head.header("etag")).isEqualTo(get.header("etag"));
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
    assertThat(head.header("content-type")).isEqualTo("application/json");
  }
}
