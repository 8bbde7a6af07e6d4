package io.sennit.mesh.service;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one object of a call's parameters and body, and holds it against the operation's schema.
 */
final class InputReader {
  private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
      .setDraft(Draft.DRAFT202012)
      .setBaseUri("urn:sennit:input")
      .setOutputFormat(OutputFormat.Basic);

  private final JsonObject schema;
  private final JsonObject properties;
  private final boolean emptyIsValid;
  private final Validator validator;

  InputReader(JsonObject schema) {
    this.schema = schema;
    this.properties = schema.getJsonObject("properties", new JsonObject());
    this.emptyIsValid = !schema.containsKey("required") && !schema.containsKey("minProperties");
    this.validator = Validator.create(JsonSchema.of(EcmaPatterns.inJava(schema)), OPTIONS);
  }

  /** The call with its whole input as body. */
  Call read(Call call) {
    if (emptyIsValid && call.params().isEmpty() && call.body().isEmpty()) {
      return call;
    }
    JsonObject input = merge(call.params(), call.body());
    OutputUnit result = validator.validate(input);
    if (!Boolean.TRUE.equals(result.getValid())) {
      throw refusal(new SchemaErrors(schema).of(result));
    }
    ZeroCharacters.refuse(input);
    return new Call(call.operation(), Pairs.EMPTY, Body.of(input), call.envelope());
  }

  private JsonObject merge(Pairs params, Body body) {
    if (params.isEmpty()) {
      return body.json();
    }
    List<FieldError> doubles = new ArrayList<>();
    JsonObject input = new JsonObject(new LinkedHashMap<>(body.json().getMap()));
    for (int i = 0; i < params.size(); i++) {
      String name = params.name(i);
      if (input.containsKey(name)) {
        doubles.add(new FieldError(
            name, "is given twice; give it once, in the path or query or in the body"));
      } else {
        input.put(name, typed(name, params.value(i)));
      }
    }
    if (!doubles.isEmpty()) {
      throw refusal(doubles);
    }
    return input;
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

  private static Problem refusal(List<FieldError> errors) {
    String sentence =
        errors.stream().map(e -> e.field() + " " + e.message()).collect(Collectors.joining("; "));
    return Problem.invalid(sentence + ".", errors);
  }
}
