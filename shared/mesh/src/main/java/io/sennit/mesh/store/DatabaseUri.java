package io.sennit.mesh.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address of a PostgreSQL database and who logs in there:
 * {@code postgresql://user:password@host:port/db?sslmode=...}.
 *
 * <p>The password is required: the services' own passwords are derived from it. It is never part of
 * a message.
 */
public record DatabaseUri(
    String host,
    int port,
    String database,
    String user,
    String password,
    Tls tls,
    @Nullable String rootCertificate) {
  private static final int DEFAULT_PORT = 5432;
  private static final String SHAPE = "postgresql://user:password@host:port/database";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  /**
   * How the connection is encrypted, by the names and with the meaning that PostgreSQL's own
   * clients give them.
   */
  public enum Tls {
    DISABLE,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean verifies() {
      return this == VERIFY_CA || this == VERIFY_FULL;
    }

    private static Tls named(String name) {
      for (Tls tls : values()) {
        if (tls.wireName().equals(name)) {
          return tls;
        }
      }
      throw refusal("has the unknown sslmode " + name
          + ": choose disable, prefer, require, verify-ca or verify-full");
    }
  }

  /**
   * Reads an address, or throws an {@link IllegalArgumentException} that names its fault without
   * its password.
   */
  public static DatabaseUri parse(String text) {
    URI uri = split(text);
    String scheme = uri.getScheme();
    if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
      throw refusal("does not begin with postgresql://");
    }
    String host = host(uri);
    String[] login = login(uri.getRawUserInfo());
    Tls tls = LOOPBACK.contains(host) ? Tls.DISABLE : Tls.PREFER;
    String rootCertificate = null;
    String query = uri.getRawQuery();
    for (String parameter : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = parameter.indexOf('=');
      String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
      String value = decode(equals < 0 ? "" : parameter.substring(equals + 1));
      switch (name) {
        case "sslmode" -> tls = Tls.named(value);
        case "sslrootcert" -> rootCertificate = value;
        default ->
          throw refusal(
              "has the unknown parameter " + name + ": sslmode and sslrootcert are known");
      }
    }
    if (tls.verifies() && (rootCertificate == null || rootCertificate.isEmpty())) {
      throw refusal("asks for sslmode=" + tls.wireName()
          + " and needs sslrootcert=FILE with the authority's certificate");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (port == 0 || port > 65_535) {
      throw refusal("has the impossible port " + port);
    }
    return new DatabaseUri(host, port, database(uri), login[0], login[1], tls, rootCertificate);
  }

  private static URI split(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      // The exception's own message quotes the whole text, password and all.
      throw refusal("is malformed at character " + (e.getIndex() + 1) + " (" + e.getReason()
          + "); special characters in a password are written in percent form, as %40 for @");
    }
  }

  private static String host(URI uri) {
    String host = uri.getHost();
    if (host == null || host.isEmpty()) {
      throw refusal("does not name one host and a numeric port");
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String[] login(@Nullable String userInfo) {
    int colon = userInfo == null ? -1 : userInfo.indexOf(':');
    if (userInfo == null || colon <= 0 || colon == userInfo.length() - 1) {
      throw refusal("names no user and password");
    }
    return new String[] {decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))
    };
  }

  private static String database(URI uri) {
    String path = uri.getRawPath();
    String name = path == null || path.length() < 2 ? "" : decode(path.substring(1));
    if (name.isEmpty() || name.contains("/")) {
      throw refusal("does not name one database");
    }
    return name;
  }

  private static String decode(String part) {
    // A plus sign is itself here, as in every client of PostgreSQL: only forms read it as a space.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refusal(String fault) {
    return new IllegalArgumentException(
        "The database's address " + fault + ": it reads " + SHAPE + ".");
  }

  /** Where the server listens, for messages. */
  public String server() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Which database on which server, for messages. */
  public String place() {
    return server() + "/" + database;
  }

  @Override
  public String toString() {
    return "postgresql://" + user + ":***@" + server() + "/" + database;
  }
}
