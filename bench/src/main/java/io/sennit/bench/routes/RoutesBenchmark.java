package io.sennit.bench.routes;

import io.sennit.gateway.route.RouteTable;
import io.sennit.gateway.route.RouteTable.Match;
import io.sennit.gateway.rules.RouteRules;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request finds its route, or that it has none, in the gateway's table. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutesBenchmark {
  // Few enough to stay in the processor's caches, as what has just been read of a request does.
  private static final int REQUESTS = 512;
  private static final int ROUTES_OF_SERVICE = 10;

  /** How the routes are spread over hosts. */
  public enum Hosts {
    ANY,
    /** Each service has one of its own, every tenth all names below one. */
    OWN
  }

  /** What requests ask for. */
  public enum Asking {
    LITERAL,
    PARAMETERS,
    REST,
    /** A path that begins as a route does and that nobody has. */
    MISS,
    /** A path that is there with a method that it does not take. */
    OTHER_METHOD
  }

  @Param({"1000"})
  int routes;

  @Param
  Hosts hosts = Hosts.ANY;

  @Param
  Asking asking = Asking.PARAMETERS;

  private RouteTable table = RouteTable.of(List.of(), RoutesBenchmark::target, List.of());
  private List<Request> requests = List.of();

  private record Request(String method, String host, String path) {}

  /** Where a thread is among the requests. */
  @State(Scope.Thread)
  public static class Turn {
    int next;
  }

  @Setup
  public void compile() {
    int services = routes / ROUTES_OF_SERVICE;
    table = RouteTable.of(
        IntStream.range(0, services).mapToObj(this::service).toList(),
        RoutesBenchmark::target,
        List.of());
    requests = IntStream.range(0, REQUESTS).mapToObj(i -> request(i, services)).toList();
    for (Request request : requests) {
      require(request, table.match(request.method(), request.host(), request.path()));
    }
  }

  @Benchmark
  public Match match(Turn turn) {
    Request request = requests.get(turn.next++ & (REQUESTS - 1));
    return table.match(request.method(), request.host(), request.path());
  }

  /** What is measured is what was asked for. */
  private void require(Request request, Match match) {
    boolean isFound = match.target() != null;
    boolean isAllowed = !match.methods().isEmpty();
    boolean fits = switch (asking) {
      case LITERAL, PARAMETERS, REST -> isFound;
      case MISS -> !isFound && !isAllowed;
      case OTHER_METHOD -> !isFound && isAllowed;
    };
    if (!fits) {
      throw new IllegalStateException(request + " found " + match + ", for " + asking);
    }
  }

  private ServiceEntry service(int number) {
    String path = "/resource-" + number;
    List<OperationDescription> operations = new ArrayList<>();
    for (String route : List.of(
        "GET " + path,
        "POST " + path,
        "GET " + path + "/{id}",
        "PUT " + path + "/{id}",
        "DELETE " + path + "/{id}",
        "GET " + path + "/{id}/items",
        "POST " + path + "/{id}/items",
        "GET " + path + "/{id}/items/{item}",
        "DELETE " + path + "/{id}/items/{item}",
        "GET /files-" + number + "/{rest...}")) {
      int space = route.indexOf(' ');
      operations.add(new OperationDescription(
          "operation-" + operations.size(),
          new Route(route.substring(0, space), route.substring(space + 1), announcedHost(number)),
          Access.ANYONE,
          new JsonObject(),
          Repeatable.ALWAYS));
    }
    return new ServiceEntry(
        new ServiceDescription("service-" + number, "1.0.0", operations), List.of(), List.of());
  }

  private @Nullable String announcedHost(int service) {
    if (hosts == Hosts.ANY) {
      return null;
    }
    String name = "service-" + service + ".example.com";
    return service % 10 == 0 ? "*." + name : name;
  }

  private Request request(int number, int services) {
    int service = number % services;
    String host = hosts == Hosts.ANY
        ? ""
        : (service % 10 == 0 ? "a." : "") + "service-" + service + ".example.com";
    String path = "/resource-" + service;
    String id = "0190b8a2-7c4e-7d10-" + number;
    return switch (asking) {
      case LITERAL -> new Request("POST", host, path);
      case PARAMETERS -> new Request("GET", host, path + "/" + id + "/items/" + number);
      case REST -> new Request("GET", host, "/files-" + service + "/2026/11/" + number + ".txt");
      case MISS -> new Request("GET", host, path + "/" + id + "/nothing/" + number);
      case OTHER_METHOD -> new Request("PATCH", host, path + "/" + id);
    };
  }

  private static Target target(OperationId id, OperationDescription operation, Route route) {
    return new Target(
        id,
        route.toString(),
        route.parameters(),
        operation.access(),
        RouteRules.DEFAULT,
        visit -> Future.failedFuture("nobody asks"));
  }
}
