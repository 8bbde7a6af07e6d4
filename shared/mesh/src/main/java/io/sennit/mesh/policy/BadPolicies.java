package io.sennit.mesh.policy;

import java.util.List;

/** Policies that cannot be taken; every fault is named. */
public final class BadPolicies extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  public BadPolicies(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
