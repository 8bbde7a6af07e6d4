package io.sennit.mesh.service;

import io.sennit.mesh.problem.FieldError;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.OutputUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the schema library reports into one sentence for each field at fault.
 *
 * <p>The library names every schema on the way to a fault and calls a field unknown when its value
 * is wrong; people need the fault itself.
 */
final class SchemaErrors {
  private static final String UUID =
      "must be a UUID in lower case, such as 01a1fb06-0c2d-7656-9931-3fb6108ef384";

  /** Who sends more faults than this is not going to read about each. */
  private static final int MOST_NAMED = 20;

  private static final int LONGEST_NAME = 200;

  private final JsonObject schema;

  SchemaErrors(JsonObject schema) {
    this.schema = schema;
  }

  List<FieldError> of(OutputUnit result) {
    Map<String, FieldError> byField = new LinkedHashMap<>();
    List<OutputUnit> units = result.getErrors() == null ? List.of() : result.getErrors();
    for (OutputUnit unit : units) {
      for (FieldError error : errors(unit)) {
        byField.putIfAbsent(error.field(), error);
      }
      if (byField.size() >= MOST_NAMED) {
        break;
      }
    }
    return byField.isEmpty()
        ? List.of(new FieldError("", "does not match the schema"))
        : List.copyOf(byField.values());
  }

  private List<FieldError> errors(OutputUnit unit) {
    String keywordLocation = unit.getKeywordLocation();
    int slash = keywordLocation.lastIndexOf('/');
    String keyword = keywordLocation.substring(slash + 1);
    String field = field(unit.getInstanceLocation());
    Object expected = at(keywordLocation);
    return switch (keyword) {
      case "properties", "items", "prefixItems" -> List.of();
      case "required" -> missing(unit, field);
      case "additionalProperties" -> unknown(keywordLocation.substring(0, slash), field);
      case "type" -> one(field, "must be " + article(String.valueOf(expected)));
      case "minLength" -> one(field, "must have at least " + expected + " characters");
      case "maxLength" -> one(field, "must have at most " + expected + " characters");
      case "minimum" -> one(field, "must be at least " + expected);
      case "maximum" -> one(field, "must be at most " + expected);
      case "minItems" -> one(field, "must have at least " + expected + " entries");
      case "maxItems" -> one(field, "must have at most " + expected + " entries");
      case "enum" -> one(field, "must be one of " + expected);
      case "format" -> one(field, "uuid".equals(expected) ? UUID : "must be a valid " + expected);
      case "pattern" ->
        one(field, Schema.UUID_PATTERN.equals(expected) ? UUID : "must match " + expected);
      default -> one(field, "is refused: " + unit.getError());
    };
  }

  /** The library says which field is missing only in its sentence, in quotes at its end. */
  private static List<FieldError> missing(OutputUnit unit, String parent) {
    String sentence = unit.getError();
    int close = sentence.lastIndexOf('"');
    int open = sentence.lastIndexOf('"', close - 1);
    String name = sentence.substring(open + 1, close);
    return one(parent.isEmpty() ? name : parent + "." + name, "is required");
  }

  private List<FieldError> unknown(String parentLocation, String field) {
    JsonObject declared =
        at(parentLocation + "/properties") instanceof JsonObject known ? known : new JsonObject();
    String name = field.substring(field.lastIndexOf('.') + 1);
    return declared.containsKey(name) ? List.of() : one(field, "is not a field here; leave it out");
  }

  private static List<FieldError> one(String field, String message) {
    return List.of(new FieldError(field, message));
  }

  private @Nullable Object at(String location) {
    return location.equals("#")
        ? schema
        : JsonPointer.from(location.substring(1)).queryJson(schema);
  }

  /** {@code #/items/0/quantity} as people write it: {@code items.0.quantity}. */
  private static String field(String instanceLocation) {
    String path = instanceLocation.startsWith("#/") ? instanceLocation.substring(2) : "";
    String field = path.replace('/', '.').replace("~1", "/").replace("~0", "~");
    return field.length() > LONGEST_NAME ? field.substring(0, LONGEST_NAME) + "..." : field;
  }

  private static String article(String type) {
    return (type.startsWith("i") || type.startsWith("o") || type.startsWith("a") ? "an " : "a ")
        + type;
  }
}
