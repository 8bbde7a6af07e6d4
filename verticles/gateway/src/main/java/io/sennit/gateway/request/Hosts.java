package io.sennit.gateway.request;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which host a request is for, in the one spelling that routes have. */
public final class Hosts {
  private Hosts() {}

  /** The host in lower case, without port and last dot; empty when the request names none. */
  public static String of(HttpServerRequest request) {
    @Nullable HostAndPort authority = request.authority();
    String host = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
