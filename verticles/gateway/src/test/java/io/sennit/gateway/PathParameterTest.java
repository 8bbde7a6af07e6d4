package io.sennit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Access;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathParameterTest {

  @ParameterizedTest
  @CsvSource({
    "/greeting/{name}, /greeting/Ada, Ada",
    "/order/{id}/line/{number}, /order/7/line/12, 7 12",
    "/time, /time, ''"
  })
  void aRoutesParametersAreTheValuesOfThePathInTheirOrder(
      String route, String path, String values) {
    RouteTable routes = RouteTable.of(List.of(serviceWith(new Route("GET", route))));

    assertThat(String.join(" ", routes.match("GET", path).values())).isEqualTo(values);
  }

  private static ServiceEntry serviceWith(Route route) {
    OperationDescription operation =
        new OperationDescription("read", route, Access.ANYONE, new JsonObject(), true);
    return new ServiceEntry(
        new ServiceDescription("some", "1.0.0", List.of(operation)), List.of(), List.of());
  }
}
