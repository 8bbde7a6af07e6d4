package io.sennit.mesh.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A JSON Schema in the making. Objects refuse fields that they do not name. */
public final class Schema {
  /** An id as this mesh writes it: one text for one id, so that texts can be compared. */
  static final String UUID_PATTERN =
      "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

  private final JsonObject json;

  private Schema(JsonObject json) {
    this.json = json;
  }

  public static Schema object() {
    return new Schema(new JsonObject()
        .put("type", "object")
        .put("properties", new JsonObject())
        .put("additionalProperties", false));
  }

  /**
   * An object that is answered. It may have other fields one day, so no reader is to refuse any.
   */
  public static Schema answer() {
    return new Schema(new JsonObject().put("type", "object").put("properties", new JsonObject()));
  }

  /** The same, or null. */
  public Schema orNull() {
    return with("type", new JsonArray().add(json.getString("type")).add("null"));
  }

  /** One that a contract gives as JSON. */
  public static Schema of(JsonObject json) {
    return new Schema(json);
  }

  /** An object with any fields, all of one kind. */
  public static Schema map(Schema values) {
    return new Schema(
        new JsonObject().put("type", "object").put("additionalProperties", values.json));
  }

  public static Schema string() {
    return typed("string");
  }

  /** An id in its canonical form, which is in lower case. */
  public static Schema uuid() {
    return string().format("uuid").with("pattern", UUID_PATTERN);
  }

  public static Schema integer() {
    return typed("integer");
  }

  public static Schema number() {
    return typed("number");
  }

  public static Schema bool() {
    return typed("boolean");
  }

  public static Schema array(Schema items) {
    return typed("array").with("items", items.json);
  }

  public static Schema oneOf(String... values) {
    return typed("string").with("enum", new JsonArray(List.of(values)));
  }

  private static Schema typed(String type) {
    return new Schema(new JsonObject().put("type", type));
  }

  /** An object's field that must be there. */
  public Schema required(String name, Schema field) {
    JsonArray required = json.getJsonArray("required", new JsonArray()).copy().add(name);
    return optional(name, field).with("required", required);
  }

  /** An object's field that may be there. */
  public Schema optional(String name, Schema field) {
    return with("properties", json.getJsonObject("properties").copy().put(name, field.json));
  }

  /** Lengths of a string. */
  public Schema length(int least, int most) {
    return with("minLength", least).with("maxLength", most);
  }

  /** Bounds of a number, both within. */
  public Schema range(long least, long most) {
    return with("minimum", least).with("maximum", most);
  }

  /** Counts of an array. */
  public Schema items(int least, int most) {
    return with("minItems", least).with("maxItems", most);
  }

  /** A format that JSON Schema knows, such as {@code email} or {@code date-time}. */
  public Schema format(String format) {
    return with("format", format);
  }

  /** What the whole text must match, in the words of ECMAScript. */
  public Schema pattern(String pattern) {
    return with("pattern", "^(?:" + pattern + ")$");
  }

  /** A sentence for the API's readers. */
  public Schema described(String description) {
    return with("description", description);
  }

  /** What it is called in descriptions of the API; announcements write such a schema once. */
  public Schema titled(String title) {
    return with("title", title);
  }

  /** Any other keyword of JSON Schema 2020-12. */
  public Schema with(String keyword, Object value) {
    return new Schema(json.copy().put(keyword, value));
  }

  /** As JSON Schema 2020-12 writes it. */
  public JsonObject toJson() {
    return json;
  }
}
