package io.sennit.mesh.message;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/** JSON written as text, where an object would be made for nothing but to be encoded. */
public final class JsonText {
  private JsonText() {}

  /** Adds a field behind others; what is not known is left out. */
  public static void field(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(",\"").append(name).append("\":\"");
      JsonStringEncoder.getInstance().quoteAsString(value, text);
      text.append('"');
    }
  }
}
