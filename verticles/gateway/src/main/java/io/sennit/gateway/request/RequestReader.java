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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a call of an HTTP request. The body stays bytes. */
public final class RequestReader {
  private static final String IF_MATCH = "if-match";

  /**
   * What a service may want to know of a request; everything else ends here, identities set by
   * clients above all.
   */
  private static final List<AsciiString> PASSED_ON =
      fields("idempotency-key", IF_MATCH, "if-none-match", "prefer", "accept-language");

  /** What it may want to know besides, when bodies go through it as they are. */
  private static final List<AsciiString> OF_STREAMS = fields(
      "idempotency-key",
      IF_MATCH,
      "if-none-match",
      "prefer",
      "accept-language",
      "accept",
      "content-type",
      "content-length",
      "content-encoding",
      "range",
      "if-range",
      "sec-websocket-protocol");

  /** More than the head's guards let in. */
  private static final int MOST_PARAMETERS = 1_024;

  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private RequestReader() {}

  /** Names that know their hash, because each request is asked for all of them. */
  private static List<AsciiString> fields(String... names) {
    return Stream.of(names).map(AsciiString::cached).toList();
  }

  static Call read(Visit visit, Buffer body) {
    HttpServerRequest request = visit.request();
    if (body.length() > 0) {
      if (request.headers().contains("content-encoding")) {
        // Where it is refused, its client is told what is taken (RFC 9110, section 15.5.16).
        visit.response().putHeader("accept-encoding", "identity");
      }
      JsonOnly.require(request.headers());
    }
    return call(visit, Body.of(body), PASSED_ON);
  }

  /**
   * The call that opens a stream for a request.
   *
   * @throws Problem when its body says itself that it is too large
   */
  public static Call opening(Visit visit, long longestBody) {
    Problem refusal = BodyCollector.refusal(visit.request(), longestBody);
    if (refusal != null) {
      throw refusal;
    }
    return call(visit, Body.EMPTY, OF_STREAMS);
  }

  private static Call call(Visit visit, Body body, List<AsciiString> passedOn) {
    Cancellation cancellation = new Cancellation();
    // Also runs after a response that was written in full, when nobody is left to be told.
    visit.response().closeHandler(gone -> cancellation.cancel());
    Envelope envelope = new Envelope(
        visit.deadline(),
        visit.identity(),
        visit.trace(),
        headers(visit, passedOn),
        cancellation,
        visit.route().rules().priority(visit.request().method().name()));
    return new Call(visit.route().operation(), params(visit), body, envelope);
  }

  private static Pairs headers(Visit visit, List<AsciiString> passedOn) {
    HttpServerRequest request = visit.request();
    List<String> flat = null;
    for (AsciiString name : passedOn) {
      if (request.headers().contains(name)) {
        flat = flat == null ? new ArrayList<>() : flat;
        flat.add(name.toString());
        // Some of these are lists, which may come in pieces.
        String value = String.join(", ", request.headers().getAll(name));
        flat.add(name.contentEquals(IF_MATCH) ? strong(value) : value);
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
    return tags.indexOf('/') < 0 ? tags : TAG.matcher(tags).replaceAll("$1");
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
      for (Map.Entry<String, List<String>> parameter : query(query).parameters().entrySet()) {
        for (String value : parameter.getValue()) {
          flat.add(parameter.getKey());
          flat.add(value);
        }
      }
    } catch (IllegalArgumentException malformed) {
      throw Problem.of(Kind.MALFORMED, "The query is not percent-encoded as RFC 3986 has it.");
    }
  }

  /** A semicolon is a character like any other: RFC 3986 knows only what its reader makes of it. */
  private static QueryStringDecoder query(String query) {
    return new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true);
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
}
