package io.sennit.gateway.route;

import io.sennit.mesh.directory.Directory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route table of now: compiled anew when the directory changes, swapped in one step, never
 * touched by a request.
 */
public final class Routes {
  private static final Logger log = LoggerFactory.getLogger(Routes.class);

  private final Directory directory;
  private final RouteTable.Making making;
  private final List<OwnRoute> own;
  private final Set<String> reported = new HashSet<>();
  private volatile RouteTable current = RouteTable.EMPTY;

  private Routes(Directory directory, RouteTable.Making making, List<OwnRoute> own) {
    this.directory = directory;
    this.own = own;
    this.making = making;
  }

  /**
   * Follows the directory.
   *
   * @param own routes of the gateway's own, which no service takes from it
   */
  public static Routes of(Directory directory, RouteTable.Making making, List<OwnRoute> own) {
    Routes routes = new Routes(directory, making, own);
    directory.onChange(routes::compile);
    routes.compile();
    return routes;
  }

  public RouteTable current() {
    return current;
  }

  /** One at a time, so that of two changes the later one is not overwritten. */
  private synchronized void compile() {
    RouteTable next = RouteTable.of(directory.services(), making, own);
    current = next;
    List<String> conflicts = next.conflicts();
    reported.retainAll(conflicts);
    conflicts.stream().filter(reported::add).forEach(log::warn);
  }
}
