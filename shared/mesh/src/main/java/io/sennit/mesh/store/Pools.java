package io.sennit.mesh.store;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Makes pools in which every wait has a bound, on our side and on the server's. */
final class Pools {
  /** Measured: with the client's own 256, many small transactions take twice as long. */
  private static final int PIPELINING = 4;

  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final int CLEAN_EVERY_MILLIS = 1_000;
  private static final int ADMINISTRATIVE_CONNECTIONS = 2;
  private static final int ADMINISTRATIVE_WAITING = 16;

  private final Vertx vertx;
  private final DatabaseUri uri;
  private final StoreOptions options;

  Pools(Vertx vertx, DatabaseUri uri, StoreOptions options) {
    this.vertx = vertx;
    this.uri = uri;
    this.options = options;
  }

  Pool service(ServiceSchema schema) {
    Map<String, String> session = session("sennit " + schema.name());
    session.put("search_path", "\"" + schema.name() + "\"");
    session.put("statement_timeout", millis(options.statementTimeout()));
    session.put("lock_timeout", millis(options.lockTimeout()));
    // A statement behind a BEGIN that failed would else be executed, and kept, on its own.
    session.put("default_transaction_read_only", "on");
    // A plan made while a table was small is kept while it grows, until somebody counts it again.
    session.put("enable_seqscan", "off");
    PgConnectOptions connect =
        connect(session).setUser(schema.role()).setPassword(schema.password(uri));
    return pool(
        schema.name(), connect, options.silence(), options.connections(), options.waiting());
  }

  /** For cheap questions as the user of the address. */
  Pool administration() {
    Map<String, String> session = session("sennit");
    session.put("statement_timeout", millis(options.statementTimeout()));
    return pool(
        "administration",
        connect(session),
        options.silence(),
        ADMINISTRATIVE_CONNECTIONS,
        ADMINISTRATIVE_WAITING);
  }

  /** One connection that may wait long, for another node's migrations or for its own. */
  Pool provisioning() {
    Map<String, String> session = session("sennit provisioning");
    session.put("lock_timeout", millis(options.migrationTimeout()));
    return pool("provisioning", connect(session), Duration.ZERO, 1, 1);
  }

  private Map<String, String> session(String application) {
    Map<String, String> session = new HashMap<>(PgConnectOptions.DEFAULT_PROPERTIES);
    session.put("application_name", application);
    session.put("idle_in_transaction_session_timeout", millis(options.statementTimeout()));
    // What a node that vanished was doing stops, and its locks are free again.
    session.put("client_connection_check_interval", "2000");
    session.put("tcp_keepalives_idle", "10");
    session.put("tcp_keepalives_interval", "5");
    session.put("tcp_keepalives_count", "3");
    return session;
  }

  private PgConnectOptions connect(Map<String, String> session) {
    PgConnectOptions connect = new PgConnectOptions()
        .setHost(uri.host())
        .setPort(uri.port())
        .setDatabase(uri.database())
        .setUser(uri.user())
        .setPassword(uri.password())
        .setCachePreparedStatements(true)
        .setPipeliningLimit(PIPELINING)
        .setProperties(session)
        .setSslMode(SslMode.of(uri.tls().wireName()));
    return connect.setSslOptions(tls());
  }

  CancelRequest cancelRequest() {
    return new CancelRequest(vertx, uri, tls(), options.connectTimeout());
  }

  private ClientSSLOptions tls() {
    ClientSSLOptions tls = new ClientSSLOptions();
    String authority = uri.rootCertificate();
    if (authority != null && uri.tls().verifies()) {
      tls.setTrustOptions(new PemTrustOptions().addCertPath(authority));
    } else {
      // What sslmode=require means everywhere: encrypted, for whoever answers there.
      tls.setTrustAll(true);
    }
    return tls.setHostnameVerificationAlgorithm(
        uri.tls() == DatabaseUri.Tls.VERIFY_FULL ? "HTTPS" : "");
  }

  private Pool pool(
      String name, PgConnectOptions connect, Duration silence, int connections, int waiting) {
    NetClientOptions transport = new NetClientOptions()
        .setConnectTimeout(Math.toIntExact(options.connectTimeout().toMillis()))
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        // Only a native transport honours it; the silence below covers the others.
        .setTcpUserTimeout(Math.toIntExact(options.silence().toMillis()));
    PoolOptions pool = new PoolOptions()
        .setName(name)
        .setMaxSize(connections)
        .setMaxWaitQueueSize(waiting)
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
        .setConnectionTimeout(Math.toIntExact(options.connectTimeout().toMillis()))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        // Said goodbye to before the silence would cut it off.
        .setIdleTimeout(Math.toIntExact(silence.toMillis() * 4 / 5))
        .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
        .setMaxLifetime(jittered(LIFETIME))
        .setPoolCleanerPeriod(CLEAN_EVERY_MILLIS);
    var builder =
        PgBuilder.pool().with(pool).with(transport).connectingTo(connect).using(vertx);
    if (!silence.isZero()) {
      builder.withConnectHandler(connection -> {
        Wire.limitSilence(connection, silence);
        // Hands the new connection to the pool.
        connection.close();
      });
    }
    return builder.build();
  }

  /** So that nodes that started together do not connect anew together. */
  private static int jittered(Duration mean) {
    long millis = mean.toMillis();
    return Math.toIntExact(ThreadLocalRandom.current().nextLong(millis * 4 / 5, millis * 6 / 5));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
