package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * So many requests in a span of time, and so many of them at once.
 *
 * @param scope where it was declared; whatever inherits it from there is counted together
 * @param of whose requests it counts
 * @param burst how many may come at once after a rest
 */
public record Rate(String scope, Of of, int limit, Duration window, int burst) {
  /** The requests of one user, of one address, or of everybody. */
  public enum Of {
    USER,
    ADDRESS,
    ROUTE
  }

  static final String EXPECTED = "a rate such as 100/s, 1000/m or 5000/10s, an object"
      + " {\"rate\":\"100/s\",\"burst\":20}, or none";

  private static final Pattern FORM = Pattern.compile("(\\d{1,7})/(\\d{0,4})(s|m|h)");
  private static final int MOST = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(1);

  /** A twentieth more than the limit in the first span, and a few for limits that are small. */
  private static final int SHARE_AT_ONCE = 20;

  private static final int FEW = 5;

  public static Rate of(String scope, Of of, int limit, Duration window) {
    int burst = Math.max(limit / SHARE_AT_ONCE, Math.min(limit, FEW));
    return new Rate(scope, of, limit, window, burst);
  }

  /** How long it takes until one more request may come. */
  public long intervalNanos() {
    return window.toNanos() / limit;
  }

  static @Nullable Rate read(Fields fields, String scope, Of of, @Nullable Rate wider) {
    String name = Fields.text(of);
    if (!fields.isObject(name)) {
      return fields
          .read(name, new Written(wider), text -> written(scope, of, text), EXPECTED)
          .rate();
    }
    Fields part = fields.part(name);
    Rate rate = part.read(
            "rate", new Written(null), text -> written(scope, of, text), "a rate such as 100/s")
        .rate();
    if (rate == null) {
      part.fault("needs a rate such as 100/s");
      return null;
    }
    int burst = part.whole("burst", rate.burst, 1, MOST);
    return new Rate(scope, of, rate.limit, rate.window, burst);
  }

  /** What was written; that may be that there is no limit. */
  private record Written(@Nullable Rate rate) {}

  private static @Nullable Written written(String scope, Of of, String text) {
    if (text.equals("none")) {
      return new Written(null);
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    int limit = Integer.parseInt(parts.group(1));
    long spans = parts.group(2).isEmpty() ? 1 : Long.parseLong(parts.group(2));
    Duration window = switch (parts.group(3)) {
      case "s" -> Duration.ofSeconds(spans);
      case "m" -> Duration.ofMinutes(spans);
      default -> Duration.ofHours(spans);
    };
    boolean fits = limit >= 1 && limit <= MOST && spans >= 1 && window.compareTo(LONGEST) <= 0;
    return fits ? new Written(of(scope, of, limit, window)) : null;
  }
}
