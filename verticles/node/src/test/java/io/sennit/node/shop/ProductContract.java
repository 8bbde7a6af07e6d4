package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products: what is sold, for how much, and how much is there of it. */
interface ProductContract extends Contract {
  String NO_ID = "/product/019aa000-0000-7000-8000-000000000000";

  @Test
  default void aNewProductIsThereForEverybody() {
    JsonObject input = Shop.goods(shop().fresh()).put("description", "Ünïcode, too");

    Answer made = shop().merchant().post("/product", input).is(201);

    JsonObject product = made.json();
    assertThat(product.fieldNames())
        .containsExactlyInAnyOrder(
            "id", "sku", "name", "description", "price", "stock", "createdAt", "updatedAt");
    assertThat(UUID.fromString(product.getString("id")).version()).isEqualTo(7);
    input.forEach(
        field -> assertThat(product.getValue(field.getKey())).isEqualTo(field.getValue()));
    assertThat(made.header("location")).isEqualTo("/product/" + product.getString("id"));
    Answer read = shop().anybody().get(made.header("location")).is(200);
    assertThat(read.json()).isEqualTo(product);
    assertThat(read.header("etag")).isNotEmpty().isEqualTo(made.header("etag"));
  }

  @Test
  default void aSkuBelongsToOneProduct() {
    JsonObject first = shop().product(100, 1);
    JsonObject other = shop().product(100, 1);
    String sku = first.getString("sku");

    shop().merchant().post("/product", Shop.goods(sku)).is(409);
    shop().merchant().put(path(other), new JsonObject().put("sku", sku)).is(409);
    shop().merchant().delete(path(first)).is(204);
    shop().merchant().post("/product", Shop.goods(sku)).is(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                        | sku name price stock",
        "{'sku':1,'name':null,'price':5,'stock':'many'}            | sku name price stock",
        "{'sku':'','name':' ','price':{},'stock':-1}"
            + "| sku name price.amount price.currency stock",
        "{'sku':'a','name':'a','stock':1,'price':{'amount':-1,'currency':'eur'}}"
            + "| price.amount price.currency",
        "{'sku':'a','name':'a','stock':1.5,'price':{'amount':0.5,'currency':'EUR'}}"
            + "| price.amount stock",
        "{'sku':'a','name':'a','stock':1,'price':{'amount':1,'currency':'EUR','tax':1}} | price.tax",
        "{'sku':'a','name':'a','stock':1,'price':{'amount':1,'currency':'EUR'},'color':'red'} | color",
        "{'sku':'a','name':'a','stock':1,'price':{'amount':1,'currency':'EUR'},'id':'x','createdAt':'','updatedAt':''}"
            + "| id createdAt updatedAt",
      })
  default void aProductIsRefusedWithEveryFieldAtFault(String body, String fields) {
    shop().merchant().post("/product", json(body)).names(fields.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'sku':'','name':'','price':{'amount':'x'},'stock':-1}"
            + "| sku name price.amount price.currency stock",
        "{'color':'red','createdAt':''}   | color createdAt",
        "{'id':'x'}                       | id",
      })
  default void aChangeOfAProductIsRefusedWithEveryFieldAtFault(String body, String fields) {
    JsonObject product = shop().product(100, 1);

    shop().merchant().put(path(product), json(body)).names(fields.split(" "));

    assertThat(shop().anybody().get(path(product)).is(200).json()).isEqualTo(product);
  }

  @Test
  default void productsAreListedInPages() {
    String word = shop().fresh() + "paged";
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      JsonObject input = Shop.goods(shop().fresh()).put("description", "all " + word);
      ids.add(shop().merchant().post("/product", input).is(201).text("id"));
    }

    List<String> seen = new ArrayList<>();
    String after = "";
    while (after != null) {
      Answer page =
          shop().anybody().get("/product?q=" + word + "&limit=2" + after).is(200);
      assertThat(page.header("etag")).isNotEmpty();
      assertThat(page.json().fieldNames()).containsExactlyInAnyOrder("items", "next");
      page.items().forEach(item -> seen.add(item.getString("id")));
      after = page.text("next") == null ? null : "&after=" + page.text("next");
    }

    assertThat(seen).containsExactlyElementsOf(ids);
    assertThat(shop()
            .anybody()
            .get("/product?q=" + shop().fresh() + "gone")
            .is(200)
            .items())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0 limit",
        "limit=201 limit",
        "limit=x limit",
        "after=x after",
        "sort=name sort"
      })
  default void whatIsNoPageOfProductsIsRefused(String queryAndField) {
    String[] parts = queryAndField.split(" ");

    shop().anybody().get("/product?" + parts[0]).names(parts[1]);
  }

  @Test
  default void whoHasItAlreadyIsToldSo() {
    JsonObject product = shop().product(100, 1);
    String tag = shop().anybody().get(path(product)).is(200).header("etag");

    Answer same = shop().anybody().get(path(product), "if-none-match", tag);
    Answer other = shop().anybody().get(path(product), "if-none-match", "\"another\"");

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.header("etag")).isEqualTo(tag);
    assertThat(other.is(200).json()).isEqualTo(product);
  }

  @Test
  default void onlyWhoKnowsTheProductOfNowChangesIt() {
    JsonObject product = shop().product(100, 7);
    String path = path(product);
    String tag = shop().anybody().get(path).is(200).header("etag");
    JsonObject dearer = new JsonObject().put("price", Shop.euros(200));

    Answer changed = shop().merchant().put(path, dearer, "if-match", tag).is(200);

    assertThat(changed.json().getJsonObject("price")).isEqualTo(Shop.euros(200));
    assertThat(changed.json().getString("name")).isEqualTo(product.getString("name"));
    assertThat(changed.json().getLong("stock")).isEqualTo(7);
    assertThat(changed.header("etag")).isNotEmpty().isNotEqualTo(tag);
    shop()
        .merchant()
        .put(path, new JsonObject().put("name", "Late"), "if-match", tag)
        .is(412);
    shop().merchant().delete(path, "if-match", tag).is(412);
    shop().merchant().delete(path, "if-match", changed.header("etag")).is(204);
  }

  @Test
  default void aStockThatIsSetIsSeenAtEveryGateway() {
    JsonObject product = shop().product(100, 7);
    shop().assertStock(product, 7);

    shop().merchant().put(path(product), new JsonObject().put("stock", 3)).is(200);

    shop().assertStock(product, 3);
  }

  @Test
  default void whatIsDeletedIsGoneForEverybody() {
    JsonObject product = shop().product(100, 1);

    Answer deleted = shop().admin().delete(path(product)).is(204);

    assertThat(deleted.body()).isEmpty();
    shop().assertGone(path(product));
    shop().merchant().put(path(product), new JsonObject().put("name", "Again")).is(404);
    shop().merchant().delete(path(product)).is(404);
  }

  @Test
  default void whatIsNoProductIsNotFound() {
    shop().anybody().get(NO_ID).is(404);
    shop().merchant().put(NO_ID, new JsonObject().put("name", "A")).is(404);
    shop().merchant().delete(NO_ID).is(404);
    shop().anybody().get("/product/no-id").names("id");
    shop().merchant().put("/product/no-id", new JsonObject()).names("id");
    shop().merchant().delete("/product/no-id").names("id");
  }

  private static String path(JsonObject product) {
    return "/product/" + product.getString("id");
  }

  private static JsonObject json(String quoted) {
    return new JsonObject(quoted.replace('\'', '"'));
  }
}
