package io.sennit.gateway.request;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.ClientAddress;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Pairs;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a call of an HTTP request. The body stays bytes. */
public final class RequestReader {
  private static final String IF_MATCH = "if-match";

  /**
   * What a service may want to know of a request; everything else ends here, identities set by
   * clients above all.
   */
  private static final List<String> PASSED_ON =
      List.of("idempotency-key", IF_MATCH, "if-none-match", "prefer", "accept-language");

  private static final Pattern WEAK = Pattern.compile("((?:^|,)\\s*)W/(?=\")");
  private static final CharSequence AUTHORIZATION = AsciiString.cached("authorization");

  private RequestReader() {}

  static Call read(Visit visit, Buffer body) {
    HttpServerRequest request = visit.request();
    if (body.length() > 0) {
      requireJson(request.getHeader("content-type"));
    }
    Cancellation cancellation = new Cancellation();
    // Also runs after a response that was written in full, when nobody is left to be told.
    request.response().closeHandler(gone -> cancellation.cancel());
    Envelope envelope = new Envelope(
        visit.deadline(), visit.identity(), visit.trace(), headers(visit), cancellation);
    return new Call(visit.route().operation(), params(visit), Body.of(body), envelope);
  }

  /** The one header that says who asks; of two nobody knows which one is meant. */
  public static @Nullable String authorization(HttpServerRequest request) {
    String first = request.getHeader(AUTHORIZATION);
    if (first != null && request.headers().getAll(AUTHORIZATION).size() > 1) {
      throw Problem.of(Kind.MALFORMED, "Send one Authorization header, not several.");
    }
    return first;
  }

  private static Pairs headers(Visit visit) {
    HttpServerRequest request = visit.request();
    List<String> flat = null;
    for (String name : PASSED_ON) {
      String value = request.getHeader(name);
      if (value != null) {
        flat = flat == null ? new ArrayList<>() : flat;
        flat.add(name);
        flat.add(name.equals(IF_MATCH) ? strong(value) : value);
      }
    }
    Pairs headers = flat == null ? Pairs.EMPTY : Pairs.of(flat);
    // What only reads has no use for it, and most requests only read.
    return HttpMethod.GET.equals(request.method())
        ? headers
        : ClientAddress.add(headers, visit.address());
  }

  /**
   * The tags as the service has written them: those of compressed answers were made weak here, and
   * a weak one would never match. One that was weak before does not match its strong twin either.
   */
  private static String strong(String tags) {
    return tags.indexOf('/') < 0 ? tags : WEAK.matcher(tags).replaceAll("$1");
  }

  private static Pairs params(Visit visit) {
    String query = visit.request().query();
    if (visit.values().isEmpty() && (query == null || query.isEmpty())) {
      return Pairs.EMPTY;
    }
    List<String> flat = new ArrayList<>();
    List<String> names = visit.route().names();
    for (int i = 0; i < names.size(); i++) {
      flat.add(names.get(i));
      flat.add(decoded(visit.values().get(i)));
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

  /**
   * Segments of a path as their sender meant them, mostly one; what would be another path then, as
   * its segments would be more or mean something, is refused.
   */
  private static String decoded(String segments) {
    if (segments.indexOf('%') < 0) {
      return segments;
    }
    try {
      // A plus is a plus in a path; the decoder at hand is made for forms.
      String text = URLDecoder.decode(segments.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (slashes(text) == slashes(segments)
          && text.indexOf('\\') < 0
          && text.indexOf('\0') < 0
          && !Paths.hasDots("/" + text)) {
        return text;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, as an encoded slash is.
    }
    throw Problem.of(
        Kind.MALFORMED, "The path is not percent-encoded as RFC 3986 has it, or hides a slash.");
  }

  private static long slashes(String text) {
    return text.chars().filter(character -> character == '/').count();
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
