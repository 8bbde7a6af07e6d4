package io.sennit.gateway.route;

import io.sennit.gateway.visit.Target;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the paths in a route table: what may follow it, and what may be asked of the path
 * that ends here.
 */
final class PathNode {
  /** More parameters than this in one path are a mistake. */
  static final int DEEPEST = 16;

  final Map<String, Target> targets = new HashMap<>();
  private final Map<String, PathNode> literals = new HashMap<>();
  private @Nullable PathNode parameter;

  /** The node for the next segment, made when missing; null stands for a parameter. */
  PathNode child(@Nullable String literal) {
    if (literal != null) {
      return literals.computeIfAbsent(literal, l -> new PathNode());
    }
    PathNode known = parameter;
    if (known == null) {
      known = new PathNode();
      parameter = known;
    }
    return known;
  }

  /** The node at which the path ends; a literal goes before a parameter. */
  @Nullable
  PathNode find(String path, int from, String[] values, int depth) {
    int slash = path.indexOf('/', from);
    String segment = slash < 0 ? path.substring(from) : path.substring(from, slash);
    PathNode literal = literals.get(segment);
    if (literal != null) {
      PathNode end = literal.end(path, slash, values, depth);
      if (end != null) {
        return end;
      }
    }
    if (parameter == null || segment.isEmpty() || depth == DEEPEST) {
      return null;
    }
    values[depth] = segment;
    return parameter.end(path, slash, values, depth + 1);
  }

  private @Nullable PathNode end(String path, int slash, String[] values, int depth) {
    if (slash >= 0) {
      return find(path, slash + 1, values, depth);
    }
    return targets.isEmpty() ? null : this;
  }
}
