package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the source of a log shows which events, whatever they ask for. */
class AudienceTest {
  private static final Identity ANNE = new Identity("anne", List.of("customer"));
  private static final Identity BERT = new Identity("bert", List.of("customer", "merchant"));
  private static final Identity ADMIN = new Identity("chief", List.of("admin"));

  @TempDir
  static Path data;

  private static Town town;

  @BeforeAll
  static void open() {
    town = Town.in(data).host(Seller::new);
    sell("sale.made", "anne", 1);
    sell("sale.made", "bert", 2);
    sell("sale.made", null, 3);
    sell("news.told", null, 4);
    sell("sale.made", "anne", 5);
    sell("news.told", "bert", 6);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void usersSeeTheirOwnEventsAndThoseThatArePublished() {
    assertThat(seen(ANNE, input())).containsExactly(1, 4, 5, 6);
    assertThat(seen(BERT, input())).containsExactly(2, 4, 6);
    assertThat(seen(new Identity("dora", List.of()), input())).containsExactly(4, 6);
  }

  @Test
  void adminsAndOperatorsSeeAll() {
    assertThat(seen(ADMIN, input())).startsWith(1, 2, 3, 4, 5, 6);
    assertThat(seen(Identity.OPERATOR, input())).startsWith(1, 2, 3, 4, 5, 6);
  }

  @Test
  void theNewestEventsAreNoWayAround() {
    assertThat(seen(ANNE, new JsonObject())).containsExactly(1, 4, 5, 6);
  }

  @Test
  void operatorsReadForCertainUsers() {
    JsonObject some = input().put("owners", new JsonArray().add("bert"));

    assertThat(seen(Identity.OPERATOR, some)).containsExactly(2, 6);
    assertThat(seen(Identity.OPERATOR, some.copy().put("open", new JsonArray().add("news.*"))))
        .containsExactly(2, 4, 6);
  }

  @Test
  void nobodyElseReadsForOthers() {
    for (Identity user : List.of(ANNE, ADMIN)) {
      for (String field : List.of("owners", "open")) {
        assertThatThrownBy(() -> seen(user, input().put(field, new JsonArray().add("bert"))))
            .isInstanceOfSatisfying(
                Problem.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN));
      }
    }
  }

  @Test
  void whoIsNotLoggedInSeesNothing() {
    assertThatThrownBy(() -> seen(Identity.ANONYMOUS, input()))
        .isInstanceOfSatisfying(
            Problem.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.UNAUTHENTICATED));
  }

  @Test
  void theRuleTravelsWithThePageAndMeansTheSameThere() {
    Audience told = Audience.of(read(ANNE, input()).getJsonObject("audience"));

    assertThat(told.shows(ANNE, "sale.made", "anne")).isTrue();
    assertThat(told.shows(ANNE, "sale.made", "bert")).isFalse();
    assertThat(told.shows(ANNE, "sale.made", null)).isFalse();
    assertThat(told.shows(ANNE, "news.told", "bert")).isTrue();
    assertThat(told.shows(ADMIN, "sale.made", null)).isTrue();
    assertThat(told.shows(Identity.ANONYMOUS, "sale.made", "")).isFalse();
    assertThat(told.shows(Identity.ANONYMOUS, "news.told", null)).isFalse();
    assertThat(told.seesAll(ADMIN)).isTrue();
    assertThat(told.seesAll(BERT)).isFalse();
  }

  @Test
  void whatIsInternalIsNotEvenForItsOwner() {
    Audience some = Audience.USUAL.without(Set.of("stock.reserve"));

    assertThat(some.shows(ANNE, "stock.reserve", "anne")).isFalse();
    assertThat(some.shows(ANNE, "stock.reserved", "anne")).isTrue();
    assertThat(some.shows(ADMIN, "stock.reserve", "anne")).isTrue();
  }

  @Test
  void whatIsToldOnTheirBehalfIsNotForThem() {
    Identity carla = new Identity("carla", List.of());
    JsonObject hers = input().put("owners", new JsonArray().add("carla"));
    town.ask("""
        INSERT INTO seller.event (type, subject, owner, behalf, data)
        VALUES ('sale.made', 'one', 'carla', NULL, '{"number":10}'),
               ('sale.made', 'one', NULL, 'carla', '{"number":11}')
        """);

    assertThat(seen(carla, input())).containsExactly(4, 6, 10);
    assertThat(seen(Identity.OPERATOR, hers)).containsExactly(10);
    assertThat(read(ADMIN, input()).getJsonArray("items").stream().map(JsonObject.class::cast))
        .filteredOn(event -> event.getJsonObject("data").getInteger("number") >= 10)
        .extracting(event -> event.getString("owner"))
        .containsExactly("carla", "carla");
  }

  @Test
  void aPageNamesTheOwner() {
    assertThat(read(ADMIN, input()).getJsonArray("items").getJsonObject(0).getString("owner"))
        .isEqualTo("anne");
    assertThat(read(ADMIN, input()).getJsonArray("items").getJsonObject(2).containsKey("owner"))
        .isFalse();
  }

  @Test
  void whoBeginsNowDoesNotPassPositionsThatMayBeGivenOutAgain() {
    // given a transaction that drew a position and was undone
    Call failing = Call.to("seller.sell", sale("sale.made", null, 7).put("thenFail", true));
    assertThatThrownBy(() -> Wait.forResult(town.mesh().client().handle(failing)))
        .isInstanceOf(Problem.class);
    long last =
        town.ask("SELECT max(position) FROM seller.event").iterator().next().getLong(0);

    // when somebody begins now, or after all that there is
    JsonObject places = ask(
            Identity.OPERATOR, "seller.events-position", new JsonObject().put("from", "now"))
        .getJsonObject("places");
    JsonObject later = ask(
            Identity.OPERATOR,
            "seller.events-position",
            new JsonObject().put("from", "2999-01-01T00:00:00Z"))
        .getJsonObject("places");

    // then it is behind the last event, as is who has read all pages
    assertThat(places.getLong("3")).isEqualTo(last);
    assertThat(later.getLong("3")).isEqualTo(last);
    assertThat(read(ADMIN, input()).getLong("upTo")).isEqualTo(last);
    assertThat(read(ADMIN, new JsonObject()).getLong("upTo")).isEqualTo(last);
    assertThat(read(ADMIN, input()).getBoolean("more")).isFalse();
  }

  @Test
  void whoReadsOneSubjectComesAsFarAsTheOthers() {
    sell("sale.made", "emil", 8);
    long last =
        town.ask("SELECT max(position) FROM seller.event").iterator().next().getLong(0);

    assertThat(read(ADMIN, input().put("subject", "nothing")).getLong("upTo")).isEqualTo(last);
    assertThat(read(ADMIN, new JsonObject().put("subject", "nothing")).getLong("upTo"))
        .isEqualTo(last);
  }

  @Test
  void aPageSaysWhetherSomethingBehindItsBeginningIsGone() {
    town.ask("UPDATE seller.event_horizon SET position = 2 WHERE partition = 3");
    try {
      assertThat(read(ADMIN, input().put("after", 1)).getBoolean("gone")).isTrue();
      assertThat(read(ADMIN, input().put("after", 2)).getBoolean("gone")).isFalse();
    } finally {
      town.ask("UPDATE seller.event_horizon SET position = 0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "order.placed, order.placed, true",
    "order.placed, order.placed2, false",
    "order.*, order.placed, true",
    "order.*, orders.placed, false",
    "order.*, order., true",
    "*, anything.at-all, true"
  })
  void typesAreNamedOneByOneOrAsFamilies(String pattern, String type, boolean means) {
    assertThat(Audience.matches(pattern, type)).isEqualTo(means);
  }

  @Test
  void whatNamesNoTypesIsNotPublished() {
    assertThatThrownBy(() -> Audience.USUAL.with("order*", Access.ANYONE))
        .hasMessageStartingWith("'order*' names no types of events");
  }

  private static JsonObject input() {
    return new JsonObject().put("after", 0);
  }

  private static void sell(String type, String owner, int number) {
    Wait.forResult(town.mesh().client().handle(Call.to("seller.sell", sale(type, owner, number))));
  }

  private static JsonObject sale(String type, String owner, int number) {
    JsonObject sale = Town.sale("one", number).put("type", type);
    return owner == null ? sale : sale.put("owner", owner);
  }

  private static List<Integer> seen(Identity who, JsonObject input) {
    return read(who, input).getJsonArray("items").stream()
        .map(event -> ((JsonObject) event).getJsonObject("data").getInteger("number"))
        .toList();
  }

  private static JsonObject read(Identity who, JsonObject input) {
    return ask(who, "seller.events-read", input);
  }

  private static JsonObject ask(Identity who, String operation, JsonObject input) {
    return Wait.forResult(town.mesh().client().handle(Call.to(operation, input).as(who)))
        .json();
  }
}
