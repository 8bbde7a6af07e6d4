package io.sennit.gateway.head;

import io.netty.util.AsciiString;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What both HTTP/1.1 and HTTP/2 have in a head: a path, a query, and fields with a meaning. */
public final class Head {
  /** Only for what RFC 8441 has, which is not spoken here. */
  private static final CharSequence PROTOCOL = AsciiString.cached(":protocol");

  /** What a field costs besides its bytes, as RFC 9113 counts them. */
  private static final int FIELD_OVERHEAD = 32;

  private final Set<Guard> guards;
  private final int longestFields;

  /** @param longestFields bytes of all fields together */
  public Head(Set<Guard> guards, int longestFields) {
    this.guards = guards;
    this.longestFields = longestFields;
  }

  /**
   * The path of a request whose head is as it has to be.
   *
   * @throws Problem that says what is wrong
   */
  public String path(HttpServerRequest request) {
    if (request.uri() == null) {
      // CONNECT over HTTP/2, which asks for a tunnel; over HTTP/1.1 it is refused as it is read.
      throw Refusals.noPath();
    }
    if (request.version() == HttpVersion.HTTP_2) {
      checkSecond(request);
    }
    String path = request.path();
    if (path == null || path.isEmpty() || path.charAt(0) != '/') {
      throw Refusals.noPath();
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
    if (guards.contains(Guard.COUNT)) {
      size(headers);
    }
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

  /** Its decoder lets a fourth more pass than it has told the client. */
  private void size(MultiMap headers) {
    int bytes = 0;
    for (Map.Entry<String, String> field : headers) {
      bytes += field.getKey().length() + field.getValue().length() + FIELD_OVERHEAD;
    }
    if (bytes > longestFields || headers.size() > StrictServer.MOST_FIELDS) {
      throw StrictServer.tooManyFields(longestFields);
    }
  }

  private static void host(HttpServerRequest request) {
    @Nullable HostAndPort authority = request.authority();
    if (authority == null || !Authority.isOne(authority.toString())) {
      throw Refusals.malformed("Send :authority with a name or an address, and perhaps a port.");
    }
  }
}
