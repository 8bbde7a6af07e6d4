package io.sennit.gateway.cache;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directives of a Cache-Control field, of a request or of an answer. */
final class CacheControl {
  static final long NOT_SAID = -1;

  private static final CacheControl SILENT = new CacheControl(Map.of());

  /** Older than this is the same as old. */
  private static final long LONGEST = 1L << 31;

  private final Map<String, String> directives;

  private CacheControl(Map<String, String> directives) {
    this.directives = directives;
  }

  /** Of two with the same name the stricter cannot be told, so that the first one counts. */
  static CacheControl parse(@Nullable String field) {
    if (field == null) {
      return SILENT;
    }
    Map<String, String> found = new HashMap<>();
    for (String part : field.split(",")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String argument =
          equals < 0 ? "" : part.substring(equals + 1).replace("\"", "").strip();
      found.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), argument);
    }
    return new CacheControl(found);
  }

  boolean has(String name) {
    return directives.containsKey(name);
  }

  /** What cannot be read is no time at all. */
  long seconds(String name) {
    String argument = directives.get(name);
    if (argument == null) {
      return NOT_SAID;
    }
    try {
      return Math.max(0, Math.min(LONGEST, Long.parseLong(argument)));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /** Who has a token may be answered what others may not, unless the answer says otherwise. */
  boolean isForAnybody() {
    return has("public") || has("s-maxage") || has("must-revalidate");
  }

  boolean forbidsStale() {
    return has("must-revalidate") || has("proxy-revalidate") || has("s-maxage");
  }

  /** How long a cache that many share may use the answer. */
  long sharedSeconds() {
    return has("s-maxage") ? seconds("s-maxage") : seconds("max-age");
  }
}
