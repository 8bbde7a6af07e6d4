package io.sennit.gateway.route;

import io.sennit.mesh.directory.OperationDescription.Route;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the paths in a route table: what may follow it, and what may be asked of the path
 * that ends here. It is built first and never changed when requests look for their route.
 */
final class PathNode {
  private final Map<String, Leaf> leaves = new HashMap<>();
  private final PartMap<PathNode> literals = new PartMap<>();
  private @Nullable PathNode parameter;
  private @Nullable PathNode rest;
  private Methods methods = Methods.NONE;

  /** The node for the next segment of a route, made when missing. */
  PathNode child(String segment) {
    if (!Route.isParameter(segment)) {
      return literals.computeIfAbsent(segment, PathNode::new);
    }
    boolean takesRest = Route.isRest(segment);
    PathNode known = takesRest ? rest : parameter;
    PathNode child = known == null ? new PathNode() : known;
    if (takesRest) {
      rest = child;
    } else {
      parameter = child;
    }
    return child;
  }

  void put(String method, Leaf leaf) {
    leaves.put(method, leaf);
    methods = methods.and(Methods.of(method));
  }

  /**
   * The leaf for a method and a path from here on. A literal goes before a parameter, and that
   * before the rest; where the better one does not take the method, the next is tried.
   */
  @Nullable
  Leaf find(String method, String path, int from) {
    int slash = path.indexOf('/', from);
    int to = slash < 0 ? path.length() : slash;
    PathNode literal = literals.get(path, from, to);
    Leaf found = literal == null ? null : literal.next(method, path, slash);
    if (found == null && parameter != null && to > from) {
      found = parameter.next(method, path, slash);
    }
    return found == null && rest != null && from < path.length() ? rest.leaf(method) : found;
  }

  private @Nullable Leaf next(String method, String path, int slash) {
    return slash < 0 ? leaf(method) : find(method, path, slash + 1);
  }

  private @Nullable Leaf leaf(String method) {
    Leaf own = leaves.get(method);
    return own == null && method.equals("HEAD") ? leaves.get("GET") : own;
  }

  /**
   * The methods that a path takes from here on, in whichever way it is read, besides those known
   * already; {@link Methods#NONE} for a path that nobody has.
   */
  Methods allowed(String path, int from, Methods known) {
    int slash = path.indexOf('/', from);
    int to = slash < 0 ? path.length() : slash;
    Methods all = known;
    PathNode literal = literals.get(path, from, to);
    if (literal != null) {
      all = literal.allowedNext(path, slash, all);
    }
    if (parameter != null && to > from) {
      all = parameter.allowedNext(path, slash, all);
    }
    return rest != null && from < path.length() ? all.and(rest.methods) : all;
  }

  private Methods allowedNext(String path, int slash, Methods known) {
    return slash < 0 ? known.and(methods) : allowed(path, slash + 1, known);
  }
}
