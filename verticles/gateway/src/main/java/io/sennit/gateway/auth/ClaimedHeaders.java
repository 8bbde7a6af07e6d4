package io.sennit.gateway.auth;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields by which a client could say itself who it is and where it comes from. Whoever
 * passes a client's header on to a service takes them away first, and then sets what is true.
 *
 * <p>API keys are among them: a service is told the identity, and could use the proof of it in its
 * owner's name.
 */
public final class ClaimedHeaders {
  private static final List<String> FAMILIES =
      List.of("x-forwarded-", "x-sennit-", "sennit-", "x-original-", "x-envoy-", "x-client-cert");
  private static final Set<String> NAMES = Set.of(
      "proxy-authorization",
      "x-api-key",
      "forwarded",
      "via",
      "x-real-ip",
      "x-client-ip",
      "x-cluster-client-ip",
      "x-user",
      "x-remote-user",
      "remote-user",
      "true-client-ip",
      "cf-connecting-ip",
      "client-cert",
      "client-cert-chain",
      "ssl-client-cert");

  private final String keyHeader;

  /** @param keyHeader the header field with which API keys come here */
  public ClaimedHeaders(String keyHeader) {
    this.keyHeader = keyHeader.toLowerCase(Locale.ROOT);
  }

  /** Takes them away. */
  public void strip(MultiMap headers) {
    headers.names().stream().filter(this::isClaim).toList().forEach(headers::remove);
  }

  private boolean isClaim(String name) {
    // Servers that hand header fields on as variables know no difference between these two.
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return NAMES.contains(plain)
        || plain.equals(keyHeader)
        || FAMILIES.stream().anyMatch(plain::startsWith);
  }
}
