package io.sennit.gateway.rules;

import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.policy.Fields;
import io.sennit.mesh.token.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service outside of the mesh.
 *
 * @param origins where its instances are
 * @param routes which requests go there; no others do
 * @param health how it is asked whether it is well
 * @param keepsHost whether it sees the host that the client has asked for
 * @param knowsCaller whether it is told who asks, by a token that it can verify
 * @param keepsAuthorization whether it sees the client's credentials
 */
public record Outside(
    String name,
    List<Origin> origins,
    List<OutsideRoute> routes,
    @Nullable Health health,
    boolean keepsHost,
    boolean knowsCaller,
    boolean keepsAuthorization) {
  private static final int DEFAULT_WEIGHT = 100;
  private static final int MOST_WEIGHT = 10_000;

  /** One of its instances. */
  public record Origin(URI uri, int weight) {
    public int port() {
      return uri.getPort() >= 0 ? uri.getPort() : isSecure() ? 443 : 80;
    }

    public boolean isSecure() {
      return "https".equals(uri.getScheme());
    }
  }

  /**
   * How an instance is asked whether it is well.
   *
   * @param path answers with a status below 400 as long as it is
   */
  public record Health(String path, Duration every, Duration timeout) {
    static @Nullable Health read(Fields fields) {
      String path = fields.read(
          "path", "", text -> text.startsWith("/") ? text : null, "a path such as /health");
      Duration every = fields.duration("every", Duration.ofSeconds(5), 100, 3_600_000);
      Duration timeout = fields.duration("timeout", Duration.ofSeconds(2), 10, 60_000);
      return path.isEmpty() ? null : new Health(path, every, timeout);
    }
  }

  static List<Outside> list(List<Fields> services) {
    List<Outside> all = new ArrayList<>();
    for (Fields fields : services) {
      Outside service = read(fields);
      if (all.stream().anyMatch(one -> one.name.equals(service.name))) {
        fields.fault("is named '" + service.name + "' as another is; give each a name of its own");
      }
      all.add(service);
    }
    return List.copyOf(all);
  }

  private static Outside read(Fields fields) {
    String name = fields.text("name", "lower-case letters, digits and dashes, a letter first");
    if (!name.isEmpty() && !OperationId.isName(name)) {
      fields.fault("is named '" + name + "': use lower-case letters, digits and dashes");
    }
    List<Origin> origins = fields.parts("origins").stream().map(Outside::origin).toList();
    if (origins.isEmpty()) {
      fields.fault("has no origins: name at least one as {\"url\": \"http://host:port\"}");
    }
    if (name.equals(Tokens.AUDIENCE)) {
      fields.fault("is named as this mesh itself, which its tokens are for; give it another name");
    }
    return new Outside(
        name,
        origins,
        fields.parts("routes").stream().map(OutsideRoute::read).toList(),
        Health.read(fields.part("health")),
        fields.flag("keepsHost", false),
        fields.flag("knowsCaller", true),
        fields.flag("keepsAuthorization", false));
  }

  private static Origin origin(Fields fields) {
    URI uri = fields.read("url", URI.create(""), Outside::url, "http://host:port or https://host");
    if (uri.getHost() == null) {
      fields.fault("has no url: write http://host:port");
    }
    return new Origin(uri, fields.whole("weight", DEFAULT_WEIGHT, 1, MOST_WEIGHT));
  }

  private static @Nullable URI url(String text) {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain = uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
      return http && plain && uri.getHost() != null ? uri : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
