package io.sennit.gateway.head;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.sennit.mesh.problem.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of an HTTP/1.1 head whether everybody finds the same host in it, and the same body. */
final class Framing {
  private static final CharSequence OLD_KEY = AsciiString.cached("sec-websocket-key1");
  private static final CharSequence OTHER_OLD_KEY = AsciiString.cached("sec-websocket-key2");
  private static final int MOST_DIGITS = 18;
  private static final Set<HttpMethod> BODILESS = Set.of(
      HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE, HttpMethod.CONNECT);

  private final Set<Guard> guards;

  Framing(Set<Guard> guards) {
    this.guards = guards;
  }

  @Nullable
  Problem problem(HttpRequest request) {
    try {
      check(request);
      return null;
    } catch (Problem found) {
      return found;
    }
  }

  private void check(HttpRequest request) {
    HttpHeaders headers = request.headers();
    String host = headers.get(HttpHeaderNames.HOST);
    if (guards.contains(Guard.HOST)) {
      host(host, request.protocolVersion());
    }
    if (guards.contains(Guard.TARGET)) {
      target(request.uri(), host, request.method());
    }
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding != null && guards.contains(Guard.CODING)) {
      coding(coding);
    }
    if (length != null && guards.contains(Guard.LENGTH)) {
      length(length, coding);
    }
    if (guards.contains(Guard.BODILESS)) {
      bodiless(request.method(), length, coding, headers);
    }
    if (guards.contains(Guard.EXPECT) && !mayExpect(headers.get(HttpHeaderNames.EXPECT))) {
      throw Refusals.unexpected();
    }
  }

  static boolean mayExpect(@Nullable String expected) {
    return expected == null || expected.equalsIgnoreCase("100-continue");
  }

  private static void host(@Nullable String host, HttpVersion version) {
    boolean mayBeMissing = HttpVersion.HTTP_1_0.equals(version);
    if (host == null ? !mayBeMissing : !Authority.isOne(host)) {
      throw Refusals.malformed("Send a Host header with a name or an address, and perhaps a port.");
    }
  }

  private static void target(String uri, @Nullable String host, HttpMethod method) {
    boolean isPing = uri.equals("*") && HttpMethod.OPTIONS.equals(method);
    if (isPing || uri.startsWith("/")) {
      return;
    }
    int scheme = uri.regionMatches(true, 0, "http://", 0, 7)
        ? 7
        : uri.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    if (scheme < 0) {
      throw Refusals.malformed("The request must ask for a path, such as /time.");
    }
    int slash = uri.indexOf('/', scheme);
    if (slash < 0 || !uri.substring(scheme, slash).equalsIgnoreCase(host)) {
      throw Refusals.malformed("The request must ask for a path at the host that Host names.");
    }
  }

  private static void coding(String coding) {
    if (!coding.equals("chunked")) {
      throw Refusals.malformed("The only transfer coding is chunked.");
    }
  }

  private static void length(String length, @Nullable String coding) {
    boolean padded = length.length() > 1 && length.charAt(0) == '0';
    boolean digits = !length.isEmpty() && length.length() <= MOST_DIGITS;
    for (int i = 0; digits && i < length.length(); i++) {
      digits = length.charAt(i) >= '0' && length.charAt(i) <= '9';
    }
    if (padded || !digits || coding != null) {
      throw Refusals.malformed(
          "Content-Length must be a plain number, and be alone: without Transfer-Encoding.");
    }
  }

  private static void bodiless(
      HttpMethod method, @Nullable String length, @Nullable String coding, HttpHeaders headers) {
    boolean hasBody = coding != null || (length != null && !length.equals("0"));
    if (hasBody && BODILESS.contains(method)) {
      throw Refusals.malformed("A request with " + method + " has no body.");
    }
    // Netty takes eight bytes for a body where a draft of WebSockets, long dead, had them.
    if (headers.contains(OLD_KEY) || headers.contains(OTHER_OLD_KEY)) {
      throw Refusals.malformed("WebSockets are spoken as RFC 6455 has them.");
    }
  }
}
