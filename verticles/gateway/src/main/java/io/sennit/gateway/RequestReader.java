package io.sennit.gateway;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.ClientAddress;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Timeouts;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a call of an HTTP request. The body stays bytes. */
final class RequestReader {
  /**
   * What a service may want to know of a request; everything else ends here, identities set by
   * clients above all.
   */
  private static final List<String> PASSED_ON =
      List.of("idempotency-key", "if-match", "if-none-match", "prefer", "accept-language");

  private static final CharSequence AUTHORIZATION = AsciiString.cached("authorization");

  private RequestReader() {}

  static Call read(
      HttpServerRequest request,
      RouteTable.Match match,
      Trace trace,
      Deadline deadline,
      Buffer body) {
    RouteTable.Target target = Objects.requireNonNull(match.target());
    if (body.length() > 0) {
      requireJson(request.getHeader("content-type"));
    }
    Cancellation cancellation = new Cancellation();
    // Also runs after a response that was written in full, when nobody is left to be told.
    request.response().closeHandler(gone -> cancellation.cancel());
    Envelope envelope =
        new Envelope(deadline, Identity.ANONYMOUS, trace, headers(request), cancellation);
    return new Call(target.operation(), params(request, match, target), Body.of(body), envelope);
  }

  static Deadline deadline(HttpServerRequest request) {
    return Timeouts.deadline(request.getHeader("sennit-timeout"));
  }

  /** The one header that says who asks; of two nobody knows which one is meant. */
  static @Nullable String authorization(HttpServerRequest request) {
    String first = request.getHeader(AUTHORIZATION);
    if (first != null && request.headers().getAll(AUTHORIZATION).size() > 1) {
      throw Problem.of(Kind.MALFORMED, "Send one Authorization header, not several.");
    }
    return first;
  }

  private static Pairs headers(HttpServerRequest request) {
    List<String> flat = null;
    for (String name : PASSED_ON) {
      String value = request.getHeader(name);
      if (value != null) {
        flat = flat == null ? new ArrayList<>() : flat;
        flat.add(name);
        flat.add(value);
      }
    }
    Pairs headers = flat == null ? Pairs.EMPTY : Pairs.of(flat);
    // What only reads has no use for it, and most requests only read.
    return HttpMethod.GET.equals(request.method())
        ? headers
        : ClientAddress.add(headers, request.remoteAddress().hostAddress());
  }

  private static Pairs params(
      HttpServerRequest request, RouteTable.Match match, RouteTable.Target target) {
    String query = request.query();
    if (match.values().isEmpty() && (query == null || query.isEmpty())) {
      return Pairs.EMPTY;
    }
    List<String> flat = new ArrayList<>();
    for (int i = 0; i < target.names().size(); i++) {
      flat.add(target.names().get(i));
      flat.add(decoded(match.values().get(i)));
    }
    if (query != null) {
      addQuery(query, flat);
    }
    return Pairs.of(flat);
  }

  private static void addQuery(String query, List<String> flat) {
    try {
      for (Map.Entry<String, List<String>> parameter :
          new QueryStringDecoder(query, false).parameters().entrySet()) {
        for (String value : parameter.getValue()) {
          flat.add(parameter.getKey());
          flat.add(value);
        }
      }
    } catch (IllegalArgumentException malformed) {
      throw Problem.of(Kind.MALFORMED, "The query is not percent-encoded as RFC 3986 has it.");
    }
  }

  /** A path's segment as its sender meant it; one that would be two segments then is refused. */
  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      // A plus is a plus in a path; the decoder at hand is made for forms.
      String text = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (text.indexOf('/') < 0 && text.indexOf('\\') < 0 && text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, as an encoded slash is.
    }
    throw Problem.of(
        Kind.MALFORMED, "The path is not percent-encoded as RFC 3986 has it, or hides a slash.");
  }

  private static void requireJson(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    int semicolon = type.indexOf(';');
    String media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    if (!media.equals("application/json") && !media.endsWith("+json")) {
      throw Problem.of(
          Kind.UNSUPPORTED_MEDIA_TYPE,
          "Send JSON, with the header Content-Type: application/json.");
    }
  }
}
