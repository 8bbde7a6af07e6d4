package io.sennit.mesh.service;

import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.fit.Fit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one object of a call's parameters and body, and holds it against the operation's schema.
 */
final class InputReader {

  private final JsonObject schema;
  private final JsonObject properties;
  private final boolean emptyIsValid;
  private final @Nullable Route route;
  /** Mostly all is well, and this sees it. */
  private final Fit fit;
  /** Says whether it is. */
  private final Validator quick;

  /** Says what is wrong. */
  private final Validator thorough;

  /** @param route where it can be called over HTTP, if it can */
  InputReader(JsonObject schema, @Nullable Route route) {
    this.route = route;
    this.schema = schema;
    this.properties = schema.getJsonObject("properties", new JsonObject());
    this.emptyIsValid = !schema.containsKey("required") && !schema.containsKey("minProperties");
    JsonObject inJava = EcmaPatterns.inJava(schema);
    this.fit = Fit.of(inJava);
    JsonSchema checked = JsonSchema.of(inJava);
    this.quick = Validator.create(checked, options(OutputFormat.Flag));
    this.thorough = Validator.create(checked, options(OutputFormat.Basic));
  }

  private static JsonSchemaOptions options(OutputFormat format) {
    return new JsonSchemaOptions()
        .setDraft(Draft.DRAFT202012)
        .setBaseUri("urn:sennit:input")
        .setOutputFormat(format);
  }

  /** The call with its whole input as body. */
  Call read(Call call) {
    if (emptyIsValid && call.params().isEmpty() && call.body().isEmpty()) {
      return call;
    }
    Map<String, FieldError> faults = new LinkedHashMap<>();
    JsonObject input = merge(call.params(), call.body(), faults);
    if (!fit.accepts(input) && !Boolean.TRUE.equals(quick.validate(input).getValid())) {
      OutputUnit result = thorough.validate(Excerpt.of(input, properties));
      new SchemaErrors(schema).of(result).forEach(e -> faults.putIfAbsent(e.field(), e));
    }
    if (!faults.isEmpty()) {
      throw refusal(faults.values());
    }
    Keepable.refuse(input);
    return new Call(call.operation(), Pairs.EMPTY, Body.of(input), call.envelope());
  }

  private JsonObject merge(Pairs params, Body body, Map<String, FieldError> faults) {
    if (params.isEmpty()) {
      return body.json();
    }
    JsonObject input = new JsonObject(new LinkedHashMap<>(body.json().getMap()));
    for (int i = 0; i < params.size(); i++) {
      String name = params.name(i);
      if (!mayBeParameter(name)) {
        faults.put(name, new FieldError(name, "is not taken from the query; send it in the body"));
      } else if (input.containsKey(name)) {
        faults.put(
            name,
            new FieldError(
                name, "is given twice; give it once, in the path or query or in the body"));
      } else {
        input.put(name, typed(name, params.value(i)));
      }
    }
    return input;
  }

  /** Addresses are logged and remembered on the way: nobody is to send a password in one. */
  private boolean mayBeParameter(String name) {
    return route == null || !route.hasBody() || route.parameters().contains(name);
  }

  /**
   * Paths and queries hold only text; what the schema knows as a number or a boolean is read as one
   * where it is one.
   */
  private Object typed(String name, String text) {
    @Nullable JsonObject property = properties.getJsonObject(name);
    String type = property == null ? "string" : property.getString("type", "string");
    try {
      return switch (type) {
        case "integer" -> Long.valueOf(text);
        case "number" -> new BigDecimal(text).doubleValue();
        case "boolean" -> bool(text);
        default -> text;
      };
    } catch (NumberFormatException notOne) {
      return text;
    }
  }

  private static Object bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  private static Problem refusal(Collection<FieldError> errors) {
    String sentence =
        errors.stream().map(e -> e.field() + " " + e.message()).collect(Collectors.joining("; "));
    return Problem.invalid(sentence + ".", List.copyOf(errors));
  }
}
