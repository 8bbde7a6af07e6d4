package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider whose tokens are believed.
 *
 * @param issuer as its tokens name it, to the letter
 * @param audience whom its tokens have to be for
 * @param parties who may have asked for a token that has several audiences
 * @param jwks where its keys are; null when its configuration tells
 * @param subjectPrefix stands before the subjects of its tokens: they are nobody else's then
 */
public record TrustedIssuer(
    String issuer,
    String audience,
    Set<String> parties,
    Set<SignatureAlgorithm> algorithms,
    @Nullable URI jwks,
    Roles roles,
    String subjectPrefix) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  public TrustedIssuer {
    parties = Set.copyOf(parties);
    algorithms = Set.copyOf(algorithms);
  }

  /**
   * Which roles the users of a provider have here.
   *
   * @param path of the claim that has their roles there, with dots between names, or nothing
   * @param here the roles here by those there; what is not named gives none
   * @param always what each of them has
   */
  public record Roles(String path, Map<String, String> here, List<String> always) {
    public Roles {
      here = Map.copyOf(here);
      always = List.copyOf(always);
    }

    private static Roles read(Fields fields) {
      Map<String, String> here = new HashMap<>();
      JsonObject map = fields.object("roleMap");
      for (String there : map.fieldNames()) {
        if (map.getValue(there) instanceof String role && isRole(role)) {
          here.put(there, role);
        } else {
          fields.fault("has in roleMap '" + there + "' for '" + map.getValue(there)
              + "': write a role of this shop");
        }
      }
      String path = fields.read("roles", "", text -> text, "the path of a claim");
      return new Roles(path, here, TrustedIssuer.roles(fields, "defaultRoles"));
    }
  }

  static TrustedIssuer read(Fields fields) {
    String issuer = fields.text("issuer", "the URL that its tokens have as iss");
    if (!issuer.isEmpty() && secure(issuer) == null) {
      fields.fault("issuer is '" + issuer + "': an address with https; http is for loopback");
    }
    String audience = fields.text("audience", "what its tokens for this shop have in aud");
    String jwks = fields.read(
        "jwks",
        "",
        text -> secure(text) == null ? null : text,
        "an address with https; http is for loopback");
    Roles roles = Roles.read(fields);
    return new TrustedIssuer(
        issuer,
        audience,
        Set.copyOf(fields.texts("parties", List.of(audience))),
        algorithms(fields),
        secure(jwks),
        roles,
        fields.read(
            "subjectPrefix",
            host(issuer),
            text -> PREFIX.matcher(text).matches() ? text : null,
            "up to 40 letters, digits, - and _"));
  }

  private static Set<SignatureAlgorithm> algorithms(Fields fields) {
    Set<SignatureAlgorithm> known = EnumSet.noneOf(SignatureAlgorithm.class);
    List<String> names = fields.texts("algorithms", List.of(SignatureAlgorithm.RS256.toString()));
    if (names.isEmpty()) {
      fields.fault("algorithms is empty: name those that the provider signs with");
    }
    for (String name : names) {
      SignatureAlgorithm algorithm = SignatureAlgorithm.of(name);
      if (algorithm == null) {
        fields.fault("algorithms has '" + name + "': any of "
            + String.join(", ", SignatureAlgorithm.names()));
      } else {
        known.add(algorithm);
      }
    }
    return known;
  }

  /** What tells it from others unless somebody has a better name for it: its host. */
  private static String host(String issuer) {
    URI uri = secure(issuer);
    return uri == null ? "" : uri.getHost().replaceAll("[^A-Za-z0-9]+", "-");
  }

  static List<String> roles(Fields fields, String name) {
    List<String> roles = fields.texts(name, List.of());
    roles.stream()
        .filter(role -> !isRole(role))
        .forEach(
            role -> fields.fault(name + " has '" + role + "': roles of the mesh cannot be given"));
    return roles;
  }

  private static boolean isRole(String role) {
    return !role.isBlank() && !Tokens.isInternal(role);
  }

  /** An address whose answers nobody on the way can change, or null. */
  public static @Nullable URI secure(String text) {
    try {
      URI uri = URI.create(text);
      String host = uri.getHost();
      boolean secure = "https".equals(uri.getScheme())
          || ("http".equals(uri.getScheme()) && host != null && LOOPBACK.contains(host));
      return secure && host != null && uri.getUserInfo() == null && uri.getFragment() == null
          ? uri
          : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
