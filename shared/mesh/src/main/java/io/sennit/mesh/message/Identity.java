package io.sennit.mesh.message;

import java.util.List;

/** Who makes a call, as the edge that let it in has verified. */
public record Identity(String subject, List<String> roles) {
  private static final String OPERATOR_ROLE = "sennit:operator";

  /** A caller that showed no proof of who it is. */
  public static final Identity ANONYMOUS = new Identity("", List.of());

  /**
   * The mesh itself and those who run it. No token can give this role: only the admin edge and
   * nodes set it.
   */
  public static final Identity OPERATOR = new Identity("operator", List.of(OPERATOR_ROLE));

  public Identity {
    roles = List.copyOf(roles);
  }

  public boolean isAnonymous() {
    return subject.isEmpty();
  }

  public boolean isOperator() {
    return roles.contains(OPERATOR_ROLE);
  }

  public boolean hasAnyOf(List<String> wanted) {
    return wanted.stream().anyMatch(roles::contains);
  }
}
