package io.sennit.gateway.door;

import io.vertx.core.http.HttpServerRequest;
import java.security.Principal;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Whom a client's certificate names, where clients show one. */
public final class ClientCertificate {
  private ClientCertificate() {}

  /**
   * The subject of the certificate that came with a request's connection, as RFC 2253 writes it:
   * {@code CN=till-7,O=Shop}. TLS has verified it. Null without one.
   */
  public static @Nullable String subject(HttpServerRequest request) {
    SSLSession session = request.connection().sslSession();
    if (session == null) {
      return null;
    }
    try {
      Principal principal = session.getPeerPrincipal();
      return principal.getName();
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }
}
