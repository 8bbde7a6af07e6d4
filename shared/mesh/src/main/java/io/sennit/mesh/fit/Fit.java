package io.sennit.mesh.fit;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A schema made ready to accept at a glance what plainly fits it, as nearly all inputs do.
 *
 * <p>It only ever says yes. What it does not accept, or does not understand, is for a validator
 * that knows the whole of JSON Schema, and takes twenty times as long.
 */
@FunctionalInterface
public interface Fit {
  boolean accepts(@Nullable Object value);

  /**
   * Of a schema whose patterns are Java's. It accepts nothing when the schema asks for what is not
   * understood here.
   */
  static Fit of(JsonObject schema) {
    Keywords keywords = new Keywords(schema);
    Fit fit = Fits.ofAll(keywords);
    return keywords.allTaken() ? fit : Fits.NOTHING;
  }
}
