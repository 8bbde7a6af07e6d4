package io.sennit.gateway.cors;

import io.sennit.gateway.rules.Origins;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pages may open a WebSocket. Browsers do not ask before they do, let the page read
 * all that comes, and send along whatever shows who its visitor is: so who is not let in by name
 * gets nothing of that.
 */
public final class SocketOrigins {
  private SocketOrigins() {}

  /** Why the page that a request comes from may not, or null when it may, or when it is no page. */
  public static @Nullable Problem refusal(Visit visit) {
    String origin = visit.request().getHeader("origin");
    return origin == null || isOwn(visit, origin) || isNamed(visit, origin)
        ? null
        : Problem.of(Kind.FORBIDDEN, "Pages of " + origin + " may not open this WebSocket.");
  }

  private static boolean isNamed(Visit visit, String origin) {
    Origins known = visit.route().rules().cors().origins();
    return !origin.equals("null") && known.has(origin) && (!known.any() || isNobody(visit));
  }

  private static boolean isNobody(Visit visit) {
    return visit.identity().isAnonymous() && !visit.request().headers().contains("cookie");
  }

  /** The page comes from the same host and port. */
  private static boolean isOwn(Visit visit, String origin) {
    HostAndPort asked = visit.request().authority();
    if (asked == null) {
      return false;
    }
    try {
      URI page = URI.create(origin);
      return asked.host().equalsIgnoreCase(page.getHost())
          && portOf(asked.port(), visit.request().isSSL())
              == portOf(page.getPort(), "https".equals(page.getScheme()));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static int portOf(int port, boolean secure) {
    return port > 0 ? port : secure ? 443 : 80;
  }
}
