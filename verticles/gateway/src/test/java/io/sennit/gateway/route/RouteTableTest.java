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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  void ofTwoServicesWithOneRouteOneIsLeftOutAndNamed() {
    RouteTable table = table(List.of(service("b", "GET /x"), service("a", "GET /x")));
    assertThat(Objects.requireNonNull(table.match("GET", "/x").target())
            .operation()
            .service())
        .isEqualTo("a");
    assertThat(table.conflicts())
        .containsExactly("b.get-x announces GET /x, which a.get-x has; it is not routed");
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
        Map.of());
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
