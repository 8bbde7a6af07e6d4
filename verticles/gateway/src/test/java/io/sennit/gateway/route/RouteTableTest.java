package io.sennit.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.route.RouteTable.Match;
import io.sennit.gateway.rules.RouteRules;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Repeatable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private static final RouteTable TABLE = table(List.of(
      service("time", "GET /time"),
      service(
          "users",
          "GET /user",
          "POST /user",
          "GET /user/{id}",
          "DELETE /user/{id}",
          "GET /user/me",
          "PUT /user/{id}/roles",
          "GET /user/{id}/orders/{order}"),
      service("root", "GET /")));

  @ParameterizedTest
  @CsvSource({
    "GET,/time,time.get-time,",
    "HEAD,/time,time.get-time,",
    "GET,/user,users.get-user,",
    "POST,/user,users.post-user,",
    "GET,/user/42,users.get-user-id,42",
    "DELETE,/user/42,users.delete-user-id,42",
    "GET,/user/me,users.get-user-me,",
    "PUT,/user/me/roles,users.put-user-id-roles,me",
    "GET,/user/1/orders/2,users.get-user-id-orders-order,1 2",
    "GET,/,root.get,"
  })
  void aPathFindsItsOperationAndItsParameters(
      String method, String path, String operation, String values) {
    Match match = TABLE.match(method, path);
    assertThat(Objects.requireNonNull(match.target()).operation()).hasToString(operation);
    assertThat(String.join(" ", match.values())).isEqualTo(values == null ? "" : values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/time/",
        "/time/x",
        "/user/",
        "/user/1/roles/2",
        "/user//roles",
        "/Time",
        "time"
      })
  void whatNobodyAnnouncedIsNotFound(String path) {
    assertThat(TABLE.match("GET", path)).isEqualTo(Match.NONE);
  }

  @Test
  void aPathThatTakesOtherMethodsSaysWhich() {
    Match match = TABLE.match("PATCH", "/user/42");
    assertThat(match.target()).isNull();
    assertThat(match.methods()).containsExactly("DELETE", "GET", "HEAD", "OPTIONS");
    assertThat(TABLE.match("GET", "/user/42/roles").methods()).containsExactly("OPTIONS", "PUT");
  }

  @Test
  void ofTwoServicesWithOneRouteTheOlderHasItAndTheOtherIsNamed() {
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    ServiceEntry older = since(now.minusMillis(1), service("older", "GET /x/{id}"));
    ServiceEntry younger = since(now, service("by-name", "GET /x/{key}", "PUT /x/{key}"));

    for (List<ServiceEntry> order : List.of(List.of(older, younger), List.of(younger, older))) {
      RouteTable table = table(order);
      assertThat(service(table.match("GET", "/x/1"))).isEqualTo("older");
      assertThat(service(table.match("PUT", "/x/1"))).isEqualTo("by-name");
      assertThat(table.conflicts())
          .containsExactly(
              "by-name.get-x-key announces GET /x/{key}, which older.get-x-id has; it is not routed");
    }
  }

  @Test
  void ofServicesOfOneAgeTheNameDecidesAndOneThatHasNobodyGoesLast() {
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    ServiceEntry first = since(now, service("b", "GET /x"));
    ServiceEntry second = since(now, service("c", "GET /x"));
    ServiceEntry nobody = service("a", "GET /x");

    assertThat(service(table(List.of(nobody, second, first)).match("GET", "/x")))
        .isEqualTo("b");
    assertThat(service(table(List.of(nobody)).match("GET", "/x"))).isEqualTo("a");
  }

  @Test
  void aRouteThatNoRequestCanTakeIsNamedAndTheOthersStand() {
    RouteTable table = table(List.of(service("a", "GET /x/{rest...}/y", "GET /x")));

    assertThat(service(table.match("GET", "/x"))).isEqualTo("a");
    assertThat(table.conflicts()).singleElement().asString().contains("nothing can follow");
  }

  @Test
  void whereTheBetterPathDoesNotTakeTheMethodTheNextIsTried() {
    RouteTable table = table(List.of(
        service("a", "POST /x/special", "GET /x/{id}", "DELETE /x/{rest...}", "PUT /x/a/b")));

    assertThat(table.match("GET", "/x/special").values()).containsExactly("special");
    assertThat(table.match("DELETE", "/x/special").values()).containsExactly("special");
    assertThat(table.match("PATCH", "/x/special").methods())
        .containsExactly("DELETE", "GET", "HEAD", "OPTIONS", "POST");
    assertThat(table.match("PATCH", "/x/a/b").methods())
        .containsExactly("DELETE", "OPTIONS", "PUT");
  }

  @ParameterizedTest
  @CsvSource({
    "/files/mary/a,get-files-owner-path,mary|a",
    "/files/mary/2026/a.txt,get-files-owner-path,mary|2026/a.txt",
    "/files/mary/2026/,get-files-owner-path,mary|2026/",
    "/files/mary/index,get-files-owner-index,mary",
    "/files/mary,get-rest,files/mary",
    "/files/mary/,get-rest,files/mary/",
    "/x,get-rest,x"
  })
  void theRestOfAPathIsTakenByWhoNamesMostOfIt(String path, String operation, String values) {
    RouteTable table = table(List.of(service(
        "a", "GET /files/{owner}/{path...}", "GET /files/{owner}/index", "GET /{rest...}")));

    Match match = table.match("GET", path);

    assertThat(Objects.requireNonNull(match.target()).operation()).hasToString("a." + operation);
    assertThat(String.join("|", match.values())).isEqualTo(values);
  }

  @Test
  void theRestOfAPathIsOneCharacterAtLeast() {
    RouteTable table = table(List.of(service("a", "GET /{rest...}", "GET /x/{rest...}")));
    assertThat(table.match("GET", "/")).isEqualTo(Match.NONE);
    assertThat(table.match("GET", "/x/").values()).containsExactly("x/");
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com,/x,exact",
    "other.example.com,/x,wide",
    "a.deep.example.com,/x,deep",
    "b.a.deep.example.com,/x,deep",
    "deep.example.com,/x,wide",
    "example.com,/x,any",
    "xexample.com,/x,any",
    "'',/x,any",
    "api.example.com,/y,wide",
    "api.example.com,/z,any"
  })
  void theVeryHostGoesBeforeNamesBelowAnotherAndThoseBeforeAnyHost(
      String host, String path, String service) {
    RouteTable table = table(List.of(
        hosted("exact", "api.example.com", "/x"),
        hosted("wide", "*.example.com", "/x", "/y"),
        hosted("deep", "*.deep.example.com", "/x"),
        service("any", "GET /x", "GET /y", "GET /z")));

    assertThat(table.knowsHosts()).isTrue();
    assertThat(table.conflicts()).isEmpty();
    assertThat(service(table.match("GET", host, path))).isEqualTo(service);
  }

  @Test
  void aHostThatDoesNotTakeTheMethodLeavesItToTheOthers() {
    RouteTable table =
        table(List.of(hosted("exact", "api.example.com", "/x"), service("any", "POST /x")));

    assertThat(service(table.match("POST", "api.example.com", "/x"))).isEqualTo("any");
    assertThat(table.match("PUT", "api.example.com", "/x").methods())
        .containsExactly("GET", "HEAD", "OPTIONS", "POST");
    assertThat(table.match("PUT", "other", "/x").methods()).containsExactly("OPTIONS", "POST");
  }

  @Test
  void aThousandRoutesAreAllFound() {
    String[] routes = IntStream.range(0, 1_000)
        .mapToObj(i -> "GET /" + name(i) + "/{id}/" + name(i * 31))
        .toArray(String[]::new);
    RouteTable table = table(List.of(service("a", routes)));
    for (int i = 0; i < 1_000; i++) {
      Match match = table.match("GET", "/" + name(i) + "/7/" + name(i * 31));
      assertThat(Objects.requireNonNull(match.target()).label()).isEqualTo(routes[i]);
      assertThat(table.match("GET", "/" + name(i) + "/7/none")).isEqualTo(Match.NONE);
    }
  }

  /** A number in letters, as the names of operations have. */
  private static String name(int number) {
    return Integer.toString(number, 10)
        .chars()
        .mapToObj(digit -> String.valueOf((char) ('a' + digit - '0')))
        .collect(Collectors.joining());
  }

  private static String service(Match match) {
    return Objects.requireNonNull(match.target()).operation().service();
  }

  private static ServiceEntry since(Instant since, ServiceEntry entry) {
    return new ServiceEntry(entry.description(), List.of(), List.of(), since);
  }

  private static ServiceEntry hosted(String name, String host, String... paths) {
    List<OperationDescription> operations = new ArrayList<>();
    for (String path : paths) {
      operations.add(new OperationDescription(
          "get-" + operations.size(),
          new Route("GET", path, host),
          Access.ANYONE,
          new JsonObject(),
          Repeatable.ALWAYS));
    }
    return entry(new ServiceDescription(name, "1.0.0", operations));
  }

  @Test
  void whatIsForOperatorsHasNoRoute() {
    OperationDescription hidden = new OperationDescription(
        "drain",
        new Route("POST", "/drain"),
        Access.OPERATORS,
        new JsonObject(),
        Repeatable.ALWAYS);
    RouteTable table = table(List.of(entry(new ServiceDescription("node", "1", List.of(hidden)))));
    assertThat(table.match("POST", "/drain")).isEqualTo(Match.NONE);
  }

  private static RouteTable table(List<ServiceEntry> services) {
    return RouteTable.of(
        services,
        (id, operation, route) -> new Target(
            id,
            route.toString(),
            route.parameters(),
            operation.access(),
            RouteRules.DEFAULT,
            visit -> Future.failedFuture("nobody asks")),
        List.of());
  }

  private static ServiceEntry service(String name, String... routes) {
    List<OperationDescription> operations = new ArrayList<>();
    for (String route : routes) {
      String[] parts = route.split(" ", -1);
      String operation =
          route.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("-$", "");
      operations.add(new OperationDescription(
          operation,
          new Route(parts[0], parts[1]),
          Access.ANYONE,
          new JsonObject(),
          Repeatable.ALWAYS));
    }
    return entry(new ServiceDescription(name, "1.0.0", operations));
  }

  private static ServiceEntry entry(ServiceDescription description) {
    return new ServiceEntry(description, List.of(), List.of());
  }
}
