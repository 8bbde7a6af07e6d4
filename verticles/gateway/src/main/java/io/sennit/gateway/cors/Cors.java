package io.sennit.gateway.cors;

import io.netty.util.AsciiString;
import io.sennit.gateway.rules.CorsRules;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages of other origins may use the gateway (Fetch standard, section 3.3). It
 * keeps nobody out who is no browser: that is done by who has a token.
 */
public final class Cors {
  private static final CharSequence ORIGIN = AsciiString.cached("origin");
  private static final CharSequence ASKED_METHOD =
      AsciiString.cached("access-control-request-method");
  private static final String VARY = "vary";

  private Cors() {}

  /** Whether a browser asks beforehand what a page may do here. */
  public static boolean isPreflight(HttpServerRequest request) {
    return HttpMethod.OPTIONS.equals(request.method())
        && request.headers().contains(ORIGIN)
        && request.headers().contains(ASKED_METHOD);
  }

  /** What a page wants to do, as its browser asks beforehand. */
  public static String methodOf(HttpServerRequest preflight) {
    String method = preflight.getHeader(ASKED_METHOD);
    return method == null ? "" : method;
  }

  /** The answer that follows may be read by those who may. */
  public static void apply(HttpServerRequest request, CorsRules rules) {
    if (rules.origins().isEmpty()) {
      return;
    }
    MultiMap headers = request.response().headers();
    if (!rules.origins().any()) {
      headers.add(VARY, "origin");
    }
    String origin = allowed(request, rules);
    if (origin != null) {
      grant(headers, origin, rules);
      headers.set("cross-origin-resource-policy", "cross-origin");
      if (!rules.expose().isEmpty()) {
        headers.set("access-control-expose-headers", String.join(", ", rules.expose()));
      }
    }
  }

  /**
   * Answers a browser's question.
   *
   * @param methods those that the path has, each with its rules
   */
  public static void preflight(HttpServerRequest request, Map<String, CorsRules> methods) {
    MultiMap headers = request.response().headers();
    headers.add(VARY, "origin, access-control-request-method, access-control-request-headers");
    String asked = methodOf(request);
    CorsRules rules = methods.get(asked);
    String origin = rules == null ? null : allowed(request, rules);
    if (rules == null || origin == null || !takes(rules, asked)) {
      return;
    }
    grant(headers, origin, rules);
    headers.set("access-control-allow-methods", allowedMethods(request, methods));
    if (!rules.headers().isEmpty()) {
      headers.set("access-control-allow-headers", String.join(", ", rules.headers()));
    }
    headers.set("access-control-max-age", Long.toString(rules.maxAge().toSeconds()));
  }

  /** A browser remembers all of them, so that each must be allowed by its own rules. */
  private static String allowedMethods(HttpServerRequest request, Map<String, CorsRules> methods) {
    TreeSet<String> allowed = new TreeSet<>();
    methods.forEach((method, rules) -> {
      if (takes(rules, method) && allowed(request, rules) != null) {
        allowed.add(method);
      }
    });
    return String.join(", ", allowed);
  }

  private static void grant(MultiMap headers, String origin, CorsRules rules) {
    headers.set("access-control-allow-origin", rules.origins().any() ? "*" : origin);
    if (rules.credentials()) {
      headers.set("access-control-allow-credentials", "true");
    }
  }

  /** Null is what pages without an origin call theirs: anybody can make one. */
  private static @Nullable String allowed(HttpServerRequest request, CorsRules rules) {
    String origin = request.getHeader(ORIGIN);
    boolean known = origin != null && !origin.equals("null") && rules.origins().has(origin);
    return known ? origin : null;
  }

  private static boolean takes(CorsRules rules, String method) {
    List<String> methods = rules.methods();
    return methods.isEmpty() || methods.contains(method);
  }
}
