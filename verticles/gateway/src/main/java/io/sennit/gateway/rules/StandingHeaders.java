package io.sennit.gateway.rules;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Header fields that every answer has, unless the answer itself has another value for one. */
public record StandingHeaders(Map<String, String> fields) {
  /** For an interface that serves data: no browser is to guess, frame, run or lend any of it. */
  public static final StandingHeaders DEFAULT = new StandingHeaders(Map.of(
      "x-content-type-options", "nosniff",
      "referrer-policy", "no-referrer",
      "x-frame-options", "DENY",
      "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy", "same-origin"));

  private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

  public StandingHeaders {
    fields = Map.copyOf(fields);
  }

  /** An empty text takes one away. */
  static StandingHeaders read(JsonObject json, List<String> faults) {
    Map<String, String> fields = new LinkedHashMap<>(DEFAULT.fields);
    for (Map.Entry<String, Object> entry : json) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if (!(entry.getValue() instanceof String value) || !NAME.matcher(name).matches()) {
        faults.add("gateway.headers." + entry.getKey() + ": write a header field and its text");
      } else if (value.isEmpty()) {
        fields.remove(name);
      } else if (VALUE.matcher(value).matches()) {
        fields.put(name, value);
      } else {
        faults.add("gateway.headers." + name + " is no text that a header field can have");
      }
    }
    return new StandingHeaders(fields);
  }
}
