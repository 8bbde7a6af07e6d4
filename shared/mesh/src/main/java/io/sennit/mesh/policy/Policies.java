package io.sennit.mesh.policy;

import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of a node, by scope: {@code *} for all calls, {@code time} for a service,
 * {@code time.now} for an operation. The narrower scope decides, field by field.
 */
public final class Policies {
  public static final String ALL = "*";

  private final Map<String, JsonObject> scopes;
  private final Map<String, Policy> resolved = new HashMap<>();
  private final Policy all;

  private Policies(Map<String, JsonObject> scopes, List<String> faults) {
    this.scopes = scopes;
    this.all = resolve(Policy.DEFAULT, ALL, faults);
    scopes.keySet().stream()
        .filter(scope -> scope.indexOf('.') < 0 && !scope.equals(ALL))
        .forEach(scope -> resolved.put(scope, resolve(all, scope, faults)));
    scopes.keySet().stream()
        .filter(scope -> scope.indexOf('.') >= 0)
        .forEach(scope -> resolved.put(scope, resolve(ofServiceOf(scope), scope, faults)));
  }

  /** The defaults, and nothing else. */
  public static Policies defaults() {
    return new Policies(Map.of(), new ArrayList<>());
  }

  /**
   * Reads policies as a file has them: an object with a scope's fields for each scope.
   *
   * @throws BadPolicies with all that is wrong
   */
  public static Policies read(JsonObject json) {
    List<String> faults = new ArrayList<>();
    Map<String, JsonObject> scopes = new HashMap<>();
    for (String scope : json.fieldNames()) {
      if (!isScope(scope)) {
        faults.add("'" + scope + "' is no scope: write *, SERVICE or SERVICE.OPERATION");
      } else if (json.getValue(scope) instanceof JsonObject fields) {
        scopes.put(scope, fields);
      } else {
        faults.add(scope + " is '" + json.getValue(scope) + "': write an object");
      }
    }
    Policies policies = new Policies(scopes, faults);
    if (!faults.isEmpty()) {
      throw new BadPolicies(faults);
    }
    return policies;
  }

  /** What holds for the calls of a service, where an operation says nothing else. */
  public Policy of(String service) {
    return resolved.getOrDefault(service, all);
  }

  public Policy of(OperationId operation) {
    if (scopes.isEmpty()) {
      return all;
    }
    Policy own = resolved.get(operation.toString());
    return own == null ? of(operation.service()) : own;
  }

  private Policy ofServiceOf(String operation) {
    return of(operation.substring(0, operation.indexOf('.')));
  }

  private Policy resolve(Policy wider, String scope, List<String> faults) {
    JsonObject json = scopes.get(scope);
    if (json == null) {
      return wider;
    }
    Fields fields = new Fields(scope, json, faults);
    Policy policy = wider.with(fields);
    fields.refuseUnknown();
    return policy;
  }

  private static boolean isScope(String scope) {
    int dot = scope.indexOf('.');
    if (dot < 0) {
      return scope.equals(ALL) || OperationId.isName(scope);
    }
    return OperationId.isName(scope.substring(0, dot))
        && OperationId.isName(scope.substring(dot + 1));
  }
}
