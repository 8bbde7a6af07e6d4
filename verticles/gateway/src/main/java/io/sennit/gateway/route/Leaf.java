package io.sennit.gateway.route;

import io.sennit.gateway.route.RouteTable.Match;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.directory.OperationDescription.Route;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The end of a route: where it leads, and where in a path its parameters stand. */
final class Leaf {
  private final Target target;
  private final int[] positions;
  private final boolean takesRest;
  // One for all requests where they differ in nothing.
  private final @Nullable Match always;

  Leaf(Target target, List<String> segments) {
    this.target = target;
    this.positions = IntStream.range(0, segments.size())
        .filter(i -> Route.isParameter(segments.get(i)))
        .toArray();
    this.takesRest = Route.isRest(segments.get(segments.size() - 1));
    this.always = positions.length == 0 ? new Match(target, List.of(), Set.of()) : null;
  }

  Match match(String path) {
    return always != null ? always : new Match(target, values(path), Set.of());
  }

  private List<String> values(String path) {
    String[] values = new String[positions.length];
    int segment = 0;
    int from = 1;
    for (int i = 0; i < positions.length; i++) {
      for (; segment < positions[i]; segment++) {
        from = path.indexOf('/', from) + 1;
      }
      boolean isRest = takesRest && i == positions.length - 1;
      int slash = isRest ? -1 : path.indexOf('/', from);
      values[i] = path.substring(from, slash < 0 ? path.length() : slash);
    }
    return List.of(values);
  }
}
