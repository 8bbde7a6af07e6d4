package io.sennit.gateway.door;

import io.sennit.mesh.settings.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in use, and the files it came from: when they change, new connections get the new
 * one and those that there are go on. Files that cannot be used change nothing.
 */
final class Certificates {
  private static final Logger log = LoggerFactory.getLogger(Certificates.class);
  private static final long EVERY_MILLIS = 2_000;

  private final Vertx vertx;
  private final TlsSettings files;
  private final Clock clock;
  private final AtomicReference<@Nullable Served> server = new AtomicReference<>();
  private volatile Used used;
  private @Nullable String suspected;
  private @Nullable String told;
  private volatile long timer = -1;

  /** What clients are shown, and what they were shown before. */
  private record Used(
      Credentials credentials,
      X509Certificate leaf,
      @Nullable X509Certificate before) {}

  /** Who shows the certificate, and how it does everything else. */
  private record Served(HttpServer server, ServerSSLOptions options) {}

  private Certificates(Vertx vertx, TlsSettings files, Clock clock, Used used) {
    this.vertx = vertx;
    this.files = files;
    this.clock = clock;
    this.used = used;
  }

  /** Reads the files; fails with {@link BadCredentials}. */
  static Future<Certificates> open(Vertx vertx, TlsSettings files, Clock clock) {
    return vertx.executeBlocking(() -> {
      Credentials first = Credentials.read(files);
      Certificates certificates =
          new Certificates(vertx, files, clock, new Used(first, first.proven(vertx), null));
      certificates.warnOfAge();
      return certificates;
    });
  }

  void configure(HttpServerOptions options) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setEnabledSecureTransportProtocols(Suites.PROTOCOLS)
        .setKeyCertOptions(used.credentials.identity())
        .setClientAuth(files.clientAuth());
    Suites.CIPHERS.forEach(options::addEnabledCipherSuite);
    if (used.credentials.clients() != null) {
      options.setTrustOptions(used.credentials.clients());
    }
  }

  boolean mustClientsShowTheirs() {
    return files.clientAuth() == ClientAuth.REQUIRED;
  }

  /** Has the server follow the files from now on. Servers on one port have one certificate. */
  void follow(HttpServer some, ServerSSLOptions options) {
    if (server.compareAndSet(null, new Served(some, options))) {
      timer = vertx.setPeriodic(EVERY_MILLIS, tick -> {
        Future<Void> unused = look();
      });
    }
  }

  void end() {
    vertx.cancelTimer(timer);
  }

  /** Looks whether the files have changed, and takes what can be taken. */
  Future<Void> look() {
    return vertx
        .executeBlocking(this::changed)
        .compose(next -> next == null ? Future.succeededFuture() : take(next))
        .otherwise(failure -> {
          tell(String.valueOf(failure.getMessage()));
          return null;
        });
  }

  /** What stands in the files, if it can be used and is not in use. */
  private @Nullable Used changed() {
    try {
      Credentials now = Credentials.read(files);
      Used next = now.equals(used.credentials) ? null : new Used(now, now.proven(vertx), used.leaf);
      forget();
      return next;
    } catch (BadCredentials bad) {
      tell(bad.getMessage());
      return null;
    }
  }

  /**
   * Two files are not replaced in one step: what is wrong is told when it is found a second time,
   * and then no more.
   */
  private synchronized void tell(@Nullable String fault) {
    boolean again = Objects.equals(fault, suspected);
    if (again && !Objects.equals(fault, told)) {
      told = fault;
      log.warn(
          "TLS files have changed and cannot be used; clients go on being shown the old certificate: {}",
          fault);
    }
    suspected = fault;
  }

  private synchronized void forget() {
    suspected = null;
    told = null;
  }

  private Future<Void> take(Used next) {
    Served running = server.get();
    if (running == null) {
      return Future.succeededFuture();
    }
    ServerSSLOptions changed =
        running.options.copy().setKeyCertOptions(next.credentials.identity());
    if (next.credentials.clients() != null) {
      changed.setTrustOptions(next.credentials.clients());
    }
    return running.server.updateSSLOptions(changed).map(any -> {
      used = next;
      log.info(
          "TLS files have changed: new connections see the certificate {} that ends on {}",
          next.leaf.getSubjectX500Principal(),
          next.leaf.getNotAfter().toInstant());
      warnOfAge();
      return null;
    });
  }

  private void warnOfAge() {
    try {
      used.leaf.checkValidity(Date.from(clock.instant()));
    } catch (CertificateException notValid) {
      log.warn(
          "The TLS certificate is not valid now, clients will refuse it: {}",
          notValid.getMessage());
    }
  }

  /** Whether a certificate is the one that clients are shown, or were until a moment ago. */
  boolean areOurs(X509Certificate shown) {
    Used current = used;
    return shown.equals(current.leaf) || shown.equals(current.before);
  }
}
