package io.sennit.mesh.message;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a call or a reply holds: JSON as bytes, as text or as an object, each made from another only
 * when somebody asks.
 *
 * <p>So a gateway that passes bytes on parses nothing, and a call inside one process encodes
 * nothing. Who receives a body must not change it: others hold the same one.
 */
public final class Body {
  public static final Body EMPTY = new Body(Buffer.buffer(0), null, null);

  // Each is written at most once with the same meaning; a race only repeats the work.
  private @Nullable Buffer bytes;
  private @Nullable String text;
  private @Nullable JsonObject json;

  private Body(@Nullable Buffer bytes, @Nullable String text, @Nullable JsonObject json) {
    this.bytes = bytes;
    this.text = text;
    this.json = json;
  }

  public static Body of(Buffer bytes) {
    return bytes.length() == 0 ? EMPTY : new Body(bytes, null, null);
  }

  public static Body of(JsonObject json) {
    return new Body(null, null, json);
  }

  /** What was kept as text, of an object: it is handed on as text without being looked at. */
  public static Body ofText(String text) {
    return text.isEmpty() ? EMPTY : new Body(null, text, null);
  }

  public Buffer bytes() {
    Buffer known = bytes;
    if (known == null) {
      known = text == null ? encoded() : Buffer.buffer(text);
      bytes = known;
    }
    return known;
  }

  private Buffer encoded() {
    return json == null ? Buffer.buffer(0) : json.toBuffer();
  }

  /** The body as an object; an empty body is an empty object. */
  public JsonObject json() {
    if (isEmpty()) {
      return new JsonObject();
    }
    JsonObject known = json;
    if (known == null) {
      known = decode(bytes());
      json = known;
    }
    return known;
  }

  /** The same as text, for who keeps it as an object; what is none is refused as by that. */
  public String text() {
    String known = text;
    if (known == null) {
      // Parses nothing where the body was made from an object.
      JsonObject object = json();
      known = bytes == null || isEmpty() ? object.encode() : bytes.toString();
      text = known;
    }
    return known;
  }

  private static JsonObject decode(Buffer bytes) {
    Object value;
    try {
      value = StrictJson.decode(bytes);
    } catch (DecodeException malformed) {
      throw Problem.of(Kind.MALFORMED, "The body is not JSON: " + firstLine(malformed));
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Problem.of(Kind.INVALID, "The body must be a JSON object.");
  }

  /** Jackson's first line names the fault; the next ones name its own insides. */
  private static String firstLine(DecodeException malformed) {
    return String.valueOf(malformed.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replace("Failed to decode:", "")
        .trim();
  }

  /** True when there is nothing in it, which is known without encoding anything. */
  public boolean isEmpty() {
    return this == EMPTY;
  }

  @Override
  public String toString() {
    return bytes().toString();
  }
}
