package io.sennit.gateway.route;

import io.sennit.gateway.visit.Target;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.OperationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All routes that services have announced, compiled once for many look-ups; it never changes, a
 * change makes another.
 *
 * <p>Routes for the very host of a request go first, then those for names below another, the
 * longest first, then those for any host.
 */
public final class RouteTable {
  static final RouteTable EMPTY = new RouteTable();

  private final PartMap<PathNode> exact = new PartMap<>();
  // By what the name of a host ends in, with the dot before it.
  private final PartMap<PathNode> below = new PartMap<>();
  private final PathNode any = new PathNode();
  private final List<String> conflicts = new ArrayList<>();
  private boolean knowsHosts;

  private RouteTable() {}

  public static RouteTable of(
      Collection<ServiceEntry> services, Making making, List<OwnRoute> own) {
    RouteTable table = new RouteTable();
    own.forEach(one -> table.add(one.route(), one.target()));
    for (Announced announced : Announced.of(services, own)) {
      if (announced.conflict() == null) {
        table.add(
            announced.route(),
            making.target(announced.id(), announced.operation(), announced.route()));
      } else {
        table.conflicts.add(announced.conflict());
      }
    }
    return table;
  }

  private void add(Route route, Target target) {
    List<String> segments = List.of(route.path().substring(1).split("/", -1));
    PathNode node = root(route.host());
    for (String segment : segments) {
      node = node.child(segment);
    }
    node.put(route.method(), new Leaf(target, segments));
  }

  private PathNode root(@Nullable String host) {
    if (host == null) {
      return any;
    }
    knowsHosts = true;
    boolean isWild = host.startsWith("*");
    PartMap<PathNode> roots = isWild ? below : exact;
    String key = isWild ? host.substring(1) : host;
    return roots.computeIfAbsent(key, PathNode::new);
  }

  /** What was announced and is not routed, and why. */
  public List<String> conflicts() {
    return List.copyOf(conflicts);
  }

  /** Whether it makes a difference which host a request is for. */
  public boolean knowsHosts() {
    return knowsHosts;
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

  /** The route of a request that names no host, or to a table in which that makes no difference. */
  public Match match(String method, String path) {
    return match(method, "", path);
  }

  /**
   * The route of a request.
   *
   * @param host in lower case and without a port
   */
  public Match match(String method, String host, String path) {
    if (path.charAt(0) != '/') {
      return Match.NONE;
    }
    Leaf leaf = knowsHosts ? ofHost(method, host, path) : null;
    if (leaf == null) {
      leaf = any.find(method, path, 1);
    }
    return leaf == null
        ? any.allowed(path, 1, allowedOfHost(host, path)).refusal()
        : leaf.match(path);
  }

  private @Nullable Leaf ofHost(String method, String host, String path) {
    PathNode root = exact.get(host, 0, host.length());
    Leaf leaf = root == null ? null : root.find(method, path, 1);
    for (int dot = host.indexOf('.'); leaf == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
      root = below.get(host, dot, host.length());
      leaf = root == null ? null : root.find(method, path, 1);
    }
    return leaf;
  }

  private Methods allowedOfHost(String host, String path) {
    if (!knowsHosts) {
      return Methods.NONE;
    }
    PathNode root = exact.get(host, 0, host.length());
    Methods methods = root == null ? Methods.NONE : root.allowed(path, 1, Methods.NONE);
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      root = below.get(host, dot, host.length());
      methods = root == null ? methods : root.allowed(path, 1, methods);
    }
    return methods;
  }
}
