package io.sennit.gateway.head;

import io.netty.util.AsciiString;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What both HTTP/1.1 and HTTP/2 have in a head: a path, a query, and fields with a meaning. */
public final class Head {
  /** Only for what RFC 8441 has, which is not spoken here. */
  private static final CharSequence PROTOCOL = AsciiString.cached(":protocol");

  private final Set<Guard> guards;

  public Head(Set<Guard> guards) {
    this.guards = guards;
  }

  /**
   * The path of a request whose head is as it has to be.
   *
   * @throws Problem that says what is wrong
   */
  public String path(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      checkSecond(request);
    }
    String path = request.path();
    if (path == null || path.isEmpty() || path.charAt(0) != '/') {
      throw Refusals.malformed("The request names no path.");
    }
    if (guards.contains(Guard.PATH)) {
      Spelling.path(path);
    }
    String query = request.query();
    if (query != null && guards.contains(Guard.QUERY)) {
      Spelling.query(query);
    }
    if (guards.contains(Guard.FIELDS)) {
      Fields.check(request.headers());
    }
    return path;
  }

  /** HTTP/1.1 is held against these where its bytes are read. */
  private void checkSecond(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (guards.contains(Guard.HOST)) {
      host(request);
    }
    CharSequence twice = guards.contains(Guard.ONCE) ? Single.twice(headers) : null;
    if (twice != null) {
      throw Refusals.twice(twice);
    }
    if (guards.contains(Guard.EXPECT) && !Framing.mayExpect(headers.get("expect"))) {
      throw Refusals.unexpected();
    }
    boolean isPlain = request.uri().startsWith("/") && !headers.contains(PROTOCOL);
    if (guards.contains(Guard.TARGET) && !isPlain) {
      throw Refusals.malformed("Send the pseudo-header :path with a path, and no :protocol.");
    }
  }

  private static void host(HttpServerRequest request) {
    @Nullable HostAndPort authority = request.authority();
    if (authority == null || !Authority.isOne(authority.toString())) {
      throw Refusals.malformed("Send :authority with a name or an address, and perhaps a port.");
    }
  }
}
