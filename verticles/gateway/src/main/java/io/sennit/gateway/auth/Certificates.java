package io.sennit.gateway.auth;

import io.sennit.gateway.rules.TrustedCertificate;
import io.sennit.mesh.message.Identity;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Who the owners of client certificates are that TLS has found genuine. */
final class Certificates {
  private final Map<Principal, Future<Identity>> bySubject = new HashMap<>();

  Certificates(List<TrustedCertificate> certificates) {
    certificates.forEach(one ->
        bySubject.put(one.subject(), Future.succeededFuture(new Identity(one.as(), one.roles()))));
  }

  boolean isEmpty() {
    return bySubject.isEmpty();
  }

  /**
   * Whom the certificate of this connection proves, or null: one without a name here is no proof.
   */
  @Nullable
  Future<Identity> identify(HttpServerRequest request) {
    SSLSession session = request.connection().sslSession();
    if (session == null) {
      return null;
    }
    try {
      return bySubject.get(session.getPeerPrincipal());
    } catch (SSLPeerUnverifiedException without) {
      return null;
    }
  }
}
