package io.sennit.mesh.message;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may call an operation. Operators may call every one; what no rule allows is refused. */
public record Access(Rule rule, List<String> roles) {
  /** The closed choice of rules. */
  public enum Rule {
    ANYONE,
    AUTHENTICATED,
    ROLES,
    OPERATORS
  }

  public static final Access ANYONE = new Access(Rule.ANYONE, List.of());
  public static final Access AUTHENTICATED = new Access(Rule.AUTHENTICATED, List.of());

  /**
   * Only the mesh itself and its operators; such an operation is not reachable from HTTP or the
   * plain event bus.
   */
  public static final Access OPERATORS = new Access(Rule.OPERATORS, List.of());

  public Access {
    roles = List.copyOf(roles);
    if ((rule == Rule.ROLES) == roles.isEmpty()) {
      throw new IllegalArgumentException("roles go with the rule ROLES, and only with it");
    }
  }

  public static Access roles(String... roles) {
    return new Access(Rule.ROLES, List.of(roles));
  }

  /** Why this identity is refused, or null when it may call. */
  public @Nullable Problem refusal(Identity identity) {
    boolean allowed = switch (rule) {
      case ANYONE -> true;
      case AUTHENTICATED -> !identity.isAnonymous();
      case ROLES -> identity.hasAnyOf(roles) || identity.isOperator();
      case OPERATORS -> identity.isOperator();
    };
    if (allowed) {
      return null;
    }
    return identity.isAnonymous()
        ? Problem.of(Kind.UNAUTHENTICATED, "Send a bearer token: POST /login answers with one.")
        : Problem.of(Kind.FORBIDDEN, "Your roles do not allow this operation.");
  }

  /** The rule as text, for announcements. */
  public String encode() {
    String name = rule.name().toLowerCase(Locale.ROOT);
    return rule == Rule.ROLES ? name + ":" + String.join(",", roles) : name;
  }

  public static Access decode(String text) {
    int colon = text.indexOf(':');
    Rule rule =
        Rule.valueOf((colon < 0 ? text : text.substring(0, colon)).toUpperCase(Locale.ROOT));
    return new Access(
        rule, colon < 0 ? List.of() : List.of(text.substring(colon + 1).split(",")));
  }
}
