package io.sennit.mesh.policy;

import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rules by scope: {@code *} for all operations, {@code time} for a service's, {@code time.now} for
 * one. The narrower scope decides, field by field.
 */
public final class Scoped<P> {
  public static final String ALL = "*";

  private final Map<String, P> resolved = new HashMap<>();
  private final Reading<P> reading;
  private P all;

  /** How a rule is made of a wider one and the fields of a scope. */
  @FunctionalInterface
  public interface Reading<P> {
    P with(P wider, Fields fields);
  }

  private Scoped(P otherwise, Reading<P> reading) {
    this.all = otherwise;
    this.reading = reading;
  }

  /** The same for everything. */
  public static <P> Scoped<P> always(P rule) {
    return new Scoped<>(rule, (wider, fields) -> wider);
  }

  /**
   * Reads an object with a scope's fields for each scope.
   *
   * @param faults gets all that is wrong
   */
  public static <P> Scoped<P> read(
      JsonObject json, P otherwise, Reading<P> reading, List<String> faults) {
    Scoped<P> rules = new Scoped<>(otherwise, reading);
    Map<String, JsonObject> scopes = scopes(json, faults);
    rules.resolve(scopes, faults);
    return rules;
  }

  private static Map<String, JsonObject> scopes(JsonObject json, List<String> faults) {
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
    return scopes;
  }

  private void resolve(Map<String, JsonObject> scopes, List<String> faults) {
    JsonObject common = scopes.remove(ALL);
    if (common != null) {
      all = resolve(all, ALL, common, faults);
    }
    scopes.forEach((scope, fields) -> {
      if (scope.indexOf('.') < 0) {
        resolved.put(scope, resolve(all, scope, fields, faults));
      }
    });
    scopes.forEach((scope, fields) -> {
      int dot = scope.indexOf('.');
      if (dot >= 0) {
        resolved.put(scope, resolve(of(scope.substring(0, dot)), scope, fields, faults));
      }
    });
  }

  private P resolve(P wider, String scope, JsonObject json, List<String> faults) {
    Fields fields = new Fields(scope, json, faults);
    P rule = reading.with(wider, fields);
    fields.refuseUnknown();
    return rule;
  }

  /** What holds for the operations of a service, where one says nothing else. */
  public P of(String service) {
    return resolved.getOrDefault(service, all);
  }

  public P of(OperationId operation) {
    if (resolved.isEmpty()) {
      return all;
    }
    P own = resolved.get(operation.toString());
    return own == null ? of(operation.service()) : own;
  }

  /** What holds where no scope says anything else. */
  public P all() {
    return all;
  }

  /** Every rule that may hold for something. */
  public Stream<P> every() {
    return Stream.concat(Stream.of(all), resolved.values().stream());
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
