package io.sennit.mesh.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object; what cannot be taken is a fault, and all faults are told.
 */
final class Fields {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final String path;
  private final JsonObject json;
  private final List<String> faults;
  private final Set<String> known = new HashSet<>();
  private final List<Fields> parts = new ArrayList<>();

  Fields(String path, JsonObject json, List<String> faults) {
    this.path = path;
    this.json = json;
    this.faults = faults;
  }

  /** An object inside this one; empty when it is not there. */
  Fields part(String name) {
    Object value = take(name);
    if (value != null && !(value instanceof JsonObject)) {
      fault(name, value, "write an object");
    }
    Fields part = new Fields(
        path + "." + name, value instanceof JsonObject object ? object : new JsonObject(), faults);
    parts.add(part);
    return part;
  }

  int whole(String name, int otherwise, int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    Object value = take(name);
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    return otherwise(name, value, otherwise, expected);
  }

  double share(String name, double otherwise) {
    Object value = take(name);
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    return otherwise(name, value, otherwise, "a number from 0 to 1");
  }

  boolean flag(String name, boolean otherwise) {
    Object value = take(name);
    return value instanceof Boolean flag
        ? flag
        : otherwise(name, value, otherwise, "true or false");
  }

  Duration duration(String name, Duration otherwise, long leastMillis, long mostMillis) {
    return read(
        name,
        otherwise,
        text -> {
          Duration time = parse(text);
          boolean fits =
              time != null && time.toMillis() >= leastMillis && time.toMillis() <= mostMillis;
          return fits ? time : null;
        },
        "a time such as 250ms, 2s or 1m, from " + leastMillis + "ms to " + mostMillis + "ms");
  }

  <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
    E[] choices = type.getEnumConstants();
    String expected =
        "one of " + Arrays.stream(choices).map(Fields::text).collect(Collectors.joining(", "));
    return read(
        name,
        otherwise,
        given -> Arrays.stream(choices)
            .filter(choice -> text(choice).equals(given))
            .findFirst()
            .orElse(null),
        expected);
  }

  <T> T read(String name, T otherwise, Function<String, @Nullable T> reading, String expected) {
    Object value = take(name);
    T read = value instanceof String text ? reading.apply(text) : null;
    return read != null ? read : otherwise(name, value, otherwise, expected);
  }

  /** When everything has been read: what nobody asked for is a fault too. */
  void refuseUnknown() {
    json.fieldNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> faults.add(path + " has no '" + name + "'; it has "
            + known.stream().sorted().collect(Collectors.joining(", "))));
    parts.forEach(Fields::refuseUnknown);
  }

  static String text(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private @Nullable Object take(String name) {
    known.add(name);
    return json.getValue(name);
  }

  private <T> T otherwise(String name, @Nullable Object value, T otherwise, String expected) {
    if (value != null) {
      fault(name, value, expected);
    }
    return otherwise;
  }

  private void fault(String name, Object value, String expected) {
    faults.add(path + "." + name + " is '" + value + "': " + expected);
  }

  private static @Nullable Duration parse(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
