package io.sennit.gateway.route;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.OperationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A route, and what has been announced of it.
 *
 * @param conflict why no request takes it, or null when requests do
 */
public record Announced(
    OperationId id,
    OperationDescription operation,
    Route route,
    @Nullable String conflict) {
  // What parameters are called makes no difference for who gets a request.
  private static final Pattern REST = Pattern.compile("\\{[^/]*\\.\\.\\.}");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^/.]*}");

  /**
   * All routes of these services, besides those that the gateway has itself. Of two that are the
   * same the older service has it, and of two of one service the one that it names first, so that
   * every gateway finds the same.
   */
  static List<Announced> of(Collection<ServiceEntry> services, List<OwnRoute> own) {
    List<Announced> all = new ArrayList<>();
    Map<Route, OperationId> taken = new HashMap<>();
    own.forEach(one -> taken.put(anyNames(one.route()), one.announced().id()));
    for (ServiceEntry service : services.stream().sorted(ServiceEntry.byAge()).toList()) {
      for (OperationDescription operation : service.description().operations()) {
        Route route = operation.route();
        if (route != null && operation.access().rule() != Access.Rule.OPERATORS) {
          OperationId id = new OperationId(service.name(), operation.name());
          all.add(new Announced(id, operation, route, conflict(id, route, taken)));
        }
      }
    }
    return all;
  }

  /** All routes that there are: the gateway's own, and then those of these services. */
  public static List<Announced> all(Collection<ServiceEntry> services, List<OwnRoute> own) {
    return Stream.concat(own.stream().map(OwnRoute::announced), of(services, own).stream())
        .toList();
  }

  private static @Nullable String conflict(
      OperationId id, Route route, Map<Route, OperationId> taken) {
    String fault = route.fault();
    if (fault != null) {
      return id + " announces " + route + ", which no request can take: " + fault;
    }
    OperationId before = taken.putIfAbsent(anyNames(route), id);
    return before == null
        ? null
        : id + " announces " + route + ", which " + before + " has; it is not routed";
  }

  private static Route anyNames(Route route) {
    String path = PARAMETER.matcher(route.path()).replaceAll("{}");
    return new Route(route.method(), REST.matcher(path).replaceAll("{...}"), route.host());
  }
}
