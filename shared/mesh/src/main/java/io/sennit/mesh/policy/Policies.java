package io.sennit.mesh.policy;

import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The policies of a node, by scope. */
public final class Policies {
  private final Scoped<Policy> scopes;

  private Policies(Scoped<Policy> scopes) {
    this.scopes = scopes;
  }

  /** The defaults, and nothing else. */
  public static Policies defaults() {
    return new Policies(Scoped.always(Policy.DEFAULT));
  }

  /**
   * Reads policies as a file has them: an object with a scope's fields for each scope.
   *
   * @throws BadPolicies with all that is wrong
   */
  public static Policies read(JsonObject json) {
    List<String> faults = new ArrayList<>();
    Scoped<Policy> scopes = Scoped.read(json, Policy.DEFAULT, Policy::with, faults);
    if (!faults.isEmpty()) {
      throw new BadPolicies(faults);
    }
    return new Policies(scopes);
  }

  /** What holds for the calls of a service, where an operation says nothing else. */
  public Policy of(String service) {
    return scopes.of(service);
  }

  public Policy of(OperationId operation) {
    return scopes.of(operation);
  }
}
