package io.sennit.gateway.head;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields that operations rely on. */
final class Fields {
  private static final CharSequence IDEMPOTENCY_KEY = AsciiString.cached("idempotency-key");
  private static final CharSequence IF_MATCH = AsciiString.cached("if-match");
  private static final CharSequence IF_NONE_MATCH = AsciiString.cached("if-none-match");
  private static final int LONGEST_KEY = 255;

  /** Tags as RFC 9110 has them; each repetition ends with what cannot begin the next. */
  private static final Pattern TAGS = Pattern.compile(
      "\\*|(?:W/)?+\"[\\x21\\x23-\\x7e]*+\"(?:[ \\t]*+,[ \\t]*+(?:W/)?+\"[\\x21\\x23-\\x7e]*+\")*+");

  private Fields() {}

  static void check(MultiMap headers) {
    String key = headers.get(IDEMPOTENCY_KEY);
    if (key != null && !isKey(key)) {
      throw Refusals.malformed(
          "Idempotency-Key must have 1 to " + LONGEST_KEY + " visible characters of ASCII.");
    }
    if (!areTags(headers.get(IF_MATCH)) || !areTags(headers.get(IF_NONE_MATCH))) {
      throw Refusals.malformed(
          "If-Match and If-None-Match must be * or tags in quotes, such as \"v1\".");
    }
  }

  private static boolean isKey(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) <= ' ' || key.charAt(i) > '~') {
        return false;
      }
    }
    return !key.isEmpty() && key.length() <= LONGEST_KEY;
  }

  private static boolean areTags(@Nullable String value) {
    return value == null || TAGS.matcher(value).matches();
  }
}
