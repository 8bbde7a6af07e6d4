package io.sennit.gateway.route;

import io.sennit.gateway.visit.Target;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.OperationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All routes that services have announced, compiled once for many look-ups; it never changes, a
 * change makes another.
 */
public final class RouteTable {
  static final RouteTable EMPTY = new RouteTable();

  private final PathNode root = new PathNode();
  private final List<String> conflicts = new ArrayList<>();

  private RouteTable() {}

  static RouteTable of(Collection<ServiceEntry> services, Making making, Map<Route, Target> own) {
    RouteTable table = new RouteTable();
    own.forEach(table::add);
    for (ServiceEntry service :
        services.stream().sorted(Comparator.comparing(ServiceEntry::name)).toList()) {
      for (OperationDescription operation : service.description().operations()) {
        table.add(service.name(), operation, making);
      }
    }
    return table;
  }

  private void add(String service, OperationDescription operation, Making making) {
    Route route = operation.route();
    if (route == null || operation.access().rule() == Access.Rule.OPERATORS) {
      return;
    }
    add(route, making.target(new OperationId(service, operation.name()), operation, route));
  }

  private void add(Route route, Target target) {
    PathNode node = root;
    for (String segment : segments(route.path())) {
      node = node.child(Route.isParameter(segment) ? null : segment);
    }
    Target before = node.targets.putIfAbsent(route.method(), target);
    if (before != null) {
      conflicts.add(target.operation() + " announces " + route + ", which " + before.operation()
          + " has; it is not routed");
    }
  }

  /** Routes that two services announced, of which one was left out. */
  List<String> conflicts() {
    return conflicts;
  }

  /** How a target is made of what a service has announced. */
  @FunctionalInterface
  public interface Making {
    Target target(OperationId id, OperationDescription operation, Route route);
  }

  /** What was found for a path: the target, or else the methods that the path has. */
  public record Match(@Nullable Target target, List<String> values, Set<String> methods) {
    public static final Match NONE = new Match(null, List.of(), Set.of());
  }

  public Match match(String method, String path) {
    String[] values = new String[PathNode.DEEPEST];
    PathNode node = path.charAt(0) == '/' ? root.find(path, 1, values, 0) : null;
    if (node == null) {
      return Match.NONE;
    }
    Target target = node.targets.get(method);
    if (target == null && method.equals("HEAD")) {
      target = node.targets.get("GET");
    }
    return target == null
        ? new Match(null, List.of(), allowed(node))
        : new Match(target, List.of(Arrays.copyOf(values, target.names().size())), Set.of());
  }

  private static Set<String> allowed(PathNode node) {
    Set<String> methods = new TreeSet<>(node.targets.keySet());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return methods;
  }

  private static List<String> segments(String path) {
    return path.equals("/") ? List.of("") : List.of(path.substring(1).split("/", -1));
  }
}
