package io.sennit.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.contracts.Line;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The products as merchants, customers and auditors see them. */
class ProductsTest {
  @TempDir
  static Path data;

  private static Market market;

  @BeforeAll
  static void open() {
    market = Market.in(data, System::nanoTime, 1);
  }

  @AfterAll
  static void close() {
    market.close();
  }

  @Test
  void aMerchantOffersAProductAndAnybodyCanReadIt() throws Exception {
    JsonObject draft = Market.draft("lamp-1", 50).put("description", "Bends.\nShines.");

    Reply created = market.ask("create", Market.MERCHANT, draft);

    JsonObject product = created.json();
    String path = "/product/" + product.getString("id");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.headers().get("location")).isEqualTo(path);
    assertThat(product.getString("createdAt"))
        .endsWith("Z")
        .isEqualTo(product.getValue("updatedAt"));
    assertThat(product.fieldNames())
        .containsExactly(
            "id", "sku", "name", "description", "price", "stock", "createdAt", "updatedAt");
    assertThat(product.getJsonObject("price")).isEqualTo(draft.getJsonObject("price"));
    HttpResponse<String> read = market.http("GET", path);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(read.body())).isEqualTo(product);
    assertThat(read.headers().firstValue("etag")).hasValue(created.headers().get("etag"));
    assertThat(told(product)).containsExactly("product.created");
  }

  @Test
  void whoHasTheProductAlreadyIsToldSoWithoutABody() throws Exception {
    JsonObject product = market.create(Market.draft("lamp-2", 5));
    String path = "/product/" + product.getString("id");
    String tag = market.http("GET", path).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> same = market.http("GET", path, "if-none-match", "\"other\", W/" + tag);
    HttpResponse<String> other = market.http("GET", path, "if-none-match", "\"other\"");

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("etag")).hasValue(tag);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void aTakenSkuIsRefusedUntilItsProductIsDeleted() {
    JsonObject first = market.create(Market.draft("taken", 1));
    JsonObject second = market.create(Market.draft("free", 1));

    assertThat(failure("create", Market.MERCHANT, Market.draft("taken", 1)).kind())
        .isEqualTo(Kind.CONFLICT);
    JsonObject rename = id(second).put("sku", "taken");
    assertThat(failure("update", Market.MERCHANT, rename).kind()).isEqualTo(Kind.CONFLICT);

    market.ask("delete", Market.MERCHANT, id(first));
    assertThat(market.ask("update", Market.MERCHANT, rename).json().getString("sku"))
        .isEqualTo("taken");
  }

  @Test
  void aMerchantChangesWhatIsNamedAndNothingElse() {
    JsonObject product = market.create(Market.draft("lamp-3", 5));
    JsonObject change = id(product)
        .put("name", "Floor lamp")
        .put("price", new JsonObject().put("amount", 1).put("currency", "USD"));

    Reply updated = market.ask("update", Market.ADMIN, change);

    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json())
        .isEqualTo(
            product.copy().mergeIn(change).put("updatedAt", updated.json().getString("updatedAt")));
    assertThat(updated.json().getString("updatedAt")).isGreaterThan(product.getString("updatedAt"));
    assertThat(read(product)).isEqualTo(updated.json());
    assertThat(told(product)).containsExactly("product.created", "product.updated");
  }

  @Test
  void aChangeOfWhatHasChangedMeanwhileIsRefused() {
    Reply created = market.ask("create", Market.MERCHANT, Market.draft("lamp-4", 5));
    JsonObject product = created.json();
    String seen = created.headers().get("etag");
    JsonObject change = id(product).put("name", "Floor lamp");

    Reply updated = market.ask("update", Market.MERCHANT, change, "if-match", seen);

    String now = updated.headers().get("etag");
    assertThat(now).isNotEqualTo(seen);
    for (String operation : List.of("update", "delete")) {
      JsonObject input = operation.equals("update") ? change : id(product);
      assertThat(failure(operation, Market.MERCHANT, input, "if-match", seen).kind())
          .isEqualTo(Kind.PRECONDITION_FAILED);
      assertThat(
              failure(operation, Market.MERCHANT, input, "if-match", "W/" + now).kind())
          .as("a weak tag says nothing for certain")
          .isEqualTo(Kind.PRECONDITION_FAILED);
    }
    market.ask("update", Market.MERCHANT, change, "if-match", "*");
    String last = market.ask("read", Identity.ANONYMOUS, id(product)).headers().get("etag");
    assertThat(market
            .ask("delete", Market.MERCHANT, id(product), "if-match", "\"other\", " + last)
            .status())
        .isEqualTo(204);
  }

  @Test
  void whatIsDeletedIsGone() throws Exception {
    JsonObject product = market.create(Market.draft("lamp-5", 5));

    assertThat(market.ask("delete", Market.MERCHANT, id(product)).status()).isEqualTo(204);

    HttpResponse<String> read = market.http("GET", "/product/" + product.getString("id"));
    assertThat(read.statusCode()).isEqualTo(404);
    assertThat(read.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(failure("update", Market.MERCHANT, id(product)).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure("delete", Market.MERCHANT, id(product)).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(told(product)).containsExactly("product.created", "product.deleted");
  }

  @Test
  void theSameKeyCreatesTheProductOnce() {
    JsonObject draft = Market.draft("once", 5);

    Reply first = market.ask("create", Market.MERCHANT, draft, "idempotency-key", "k1");
    Reply again = market.ask("create", Market.MERCHANT, draft, "idempotency-key", "k1");

    assertThat(again.headers()).isEqualTo(first.headers());
    assertThat(again.body().bytes()).isEqualTo(first.body().bytes());
    assertThat(failure("create", Market.MERCHANT, Market.draft("twice", 5), "idempotency-key", "k1")
            .kind())
        .isEqualTo(Kind.INVALID);
    assertThat(told(first.json())).containsExactly("product.created");
  }

  @Test
  void onlyMerchantsAndAdminsChangeProducts() throws Exception {
    JsonObject product = market.create(Market.draft("lamp-6", 5));
    String path = "/product/" + product.getString("id");

    assertThat(failure("create", Market.CUSTOMER, Market.draft("mine", 1)).kind())
        .isEqualTo(Kind.FORBIDDEN);
    assertThat(failure("update", Market.CUSTOMER, id(product)).kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(failure("delete", Market.CUSTOMER, id(product)).kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(failure("movements", Market.MERCHANT, id(product)).kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(
            failure("prices", Identity.ANONYMOUS, ids(product.getString("id"))).kind())
        .isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(market.http("POST", "/product").statusCode()).isEqualTo(401);
    assertThat(market.http("PUT", path).statusCode()).isEqualTo(401);
    assertThat(market.http("DELETE", path).statusCode()).isEqualTo(401);
    assertThat(market.http("GET", path + "/movements").statusCode()).isEqualTo(401);
    assertThat(market.http("PATCH", path).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sku':''}|sku",
        "{'sku':' '}|sku",
        "{'sku':'a\\u0000'}|sku",
        "{'name':'\\n'}|name",
        "{'name':7}|name",
        "{'description':'a\\u0000b'}|description",
        "{'price':12}|price",
        "{'price':{'amount':-1,'currency':'EUR'}}|price.amount",
        "{'price':{'amount':1.5,'currency':'EUR'}}|price.amount",
        "{'price':{'amount':1e30,'currency':'EUR'}}|price.amount",
        "{'price':{'amount':1,'currency':'euro'}}|price.currency",
        "{'price':{'amount':1,'currency':'EUR\\n'}}|price.currency",
        "{'price':{'amount':1,'currency':'EUR','vat':1}}|price.vat",
        "{'stock':-1}|stock",
        "{'stock':1000000001}|stock",
        "{'id':'01a1fb06-0c2d-7656-9931-3fb6108ef384'}|id",
        "{'createdAt':'2026-01-01T00:00:00Z'}|createdAt"
      })
  void whatCannotBeAProductIsRefusedAndTheFieldNamed(String change, String field) {
    JsonObject draft =
        Market.draft("refused", 1).mergeIn(new JsonObject(change.replace('\'', '"')));

    Problem problem = failure("create", Market.MERCHANT, draft);

    assertThat(problem.kind()).isEqualTo(Kind.INVALID);
    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
  }

  @Test
  void whatAProductMustHaveIsAskedFor() {
    assertThat(failure("create", Market.MERCHANT, new JsonObject()).errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("sku", "name", "price", "stock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/product/no-id",
        "/product/urn:uuid:01a1fb06-0c2d-7656-9931-3fb6108ef384",
        "/product/01A1FB06-0C2D-7656-9931-3FB6108EF384",
        "/product?after=urn:uuid:01a1fb06-0c2d-7656-9931-3fb6108ef384",
        "/product?limit=0",
        "/product?limit=201",
        "/product?limit=many",
        "/product?after=x",
        "/product?colour=red"
      })
  void aQuestionThatMakesNoSenseIsRefused(String path) throws Exception {
    assertThat(market.http("GET", path).statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/product/01a1fb06-0c2d-7656-9931-3fb6108ef384%0A", "/product?q=%00"})
  void controlCharactersDoNotGetPastTheGateway(String path) throws Exception {
    assertThat(market.http("GET", path).statusCode()).isEqualTo(400);
  }

  @Test
  void productsAreListedInPagesThatMissNothing() throws Exception {
    List<String> ids = IntStream.range(0, 7)
        .mapToObj(i -> market.create(Market.draft("paged-" + i, 1).put("name", "Zwölf paged")))
        .map(product -> product.getString("id"))
        .toList();

    List<String> listed = new ArrayList<>();
    String next = "";
    while (next != null) {
      String after = next.isEmpty() ? "" : "&after=" + next;
      HttpResponse<String> page = market.http("GET", "/product?q=paged&limit=3" + after);
      assertThat(page.headers().firstValue("etag")).isPresent();
      JsonObject json = new JsonObject(page.body());
      json.getJsonArray("items").forEach(item -> listed.add(((JsonObject) item).getString("id")));
      next = json.getString("next");
    }

    assertThat(listed).isEqualTo(ids);
    assertThat(list("/product?q=&limit=200")).containsAll(ids);
  }

  @Test
  void aSearchFindsWhatHasWordsThatBeginLikeThat() throws Exception {
    String oak = market
        .create(Market.draft("OAK-77.b", 1).put("name", "Table of Oak").put("description", "Heavy"))
        .getString("id");
    String elm =
        market.create(Market.draft("ELM-77.a", 1).put("name", "Table of elm")).getString("id");

    assertThat(list("/product?q=TABLE")).containsExactlyInAnyOrder(oak, elm);
    assertThat(list("/product?q=oak%20tab")).containsExactly(oak);
    assertThat(list("/product?q=heav")).containsExactly(oak);
    assertThat(list("/product?q=oak-77")).containsExactly(oak);
    assertThat(list("/product?q=77")).containsExactlyInAnyOrder(oak, elm);
    assertThat(list("/product?q=able")).isEmpty();
    assertThat(list("/product?q=%26%21%3A%2A%27")).as("no operators, no words").isEmpty();
  }

  @Test
  void aStockThatIsSetIsAMovementThatAdminsCanAudit() {
    JsonObject product = market.create(Market.draft("lamp-7", 5));
    String id = product.getString("id");
    String order = Ids.next().toString();
    market.tell(Market.reserve(order, new Line(id, 2)));
    market.answers(order, 1);

    market.ask("update", Market.MERCHANT, id(product).put("stock", 10));

    JsonObject ledger = market.ask("movements", Market.ADMIN, id(product)).json();
    assertThat(ledger.getLong("stock")).isEqualTo(10).isEqualTo(ledger.getLong("moved"));
    List<JsonObject> items = items(ledger);
    assertThat(items)
        .extracting(item -> item.getString("kind"))
        .containsExactly("CORRECTED", "RESERVED", "RECEIVED");
    assertThat(items).extracting(item -> item.getLong("quantity")).containsExactly(7L, -2L, 5L);
    assertThat(items.get(0).getString("cause")).isEqualTo("products.update");
    assertThat(items.get(0).getString("by")).isEqualTo(Market.MERCHANT.subject());
    assertThat(items.get(1).getString("orderId")).isEqualTo(order);
    assertThat(items.get(1).getString("cause")).isEqualTo(commandOf(order));
    JsonObject second = market
        .ask(
            "movements",
            Market.ADMIN,
            id(product).put("limit", 1).put("after", items.get(0).getLong("id")))
        .json();
    assertThat(items(second)).containsExactly(items.get(1));
    assertThat(second.getLong("next")).isEqualTo(items.get(1).getLong("id"));
    assertThat(failure("movements", Market.ADMIN, new JsonObject().put("id", order))
            .kind())
        .isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void ordersLearnNamesAndPricesOfWhatIsSold() {
    JsonObject lamp = market.create(Market.draft("lamp-8", 5));
    JsonObject gone = market.create(Market.draft("lamp-9", 5));
    market.ask("delete", Market.MERCHANT, id(gone));

    JsonObject prices = market
        .ask(
            "prices",
            Market.CUSTOMER,
            ids(
                lamp.getString("id"),
                lamp.getString("id"),
                gone.getString("id"),
                Ids.next().toString(),
                "no id"))
        .json();

    assertThat(items(prices))
        .containsExactly(new JsonObject()
            .put("id", lamp.getString("id"))
            .put("sku", "lamp-8")
            .put("name", "Desk lamp")
            .put("price", lamp.getJsonObject("price")));
  }

  private static JsonObject read(JsonObject product) {
    return market.ask("read", Identity.ANONYMOUS, id(product)).json();
  }

  private static JsonObject id(JsonObject product) {
    return new JsonObject().put("id", product.getString("id"));
  }

  private static JsonObject ids(String... ids) {
    return new JsonObject().put("ids", new JsonArray(List.of(ids)));
  }

  private static List<JsonObject> items(JsonObject page) {
    return page.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> list(String path) throws Exception {
    HttpResponse<String> response = market.http("GET", path);
    assertThat(response.statusCode()).isEqualTo(200);
    return items(new JsonObject(response.body())).stream()
        .map(item -> item.getString("id"))
        .toList();
  }

  private static List<String> told(JsonObject product) {
    return market.answers(product.getString("id"), 1).stream()
        .map(event -> event.getString("type"))
        .toList();
  }

  private static String commandOf(String order) {
    return "/orders/"
        + market
            .stage()
            .number("SELECT position FROM orders.event WHERE subject = '" + order + "'");
  }

  private static Problem failure(
      String operation, Identity identity, JsonObject input, String... headers) {
    return catchThrowableOfType(
        Problem.class, () -> market.ask(operation, identity, input, headers));
  }
}
