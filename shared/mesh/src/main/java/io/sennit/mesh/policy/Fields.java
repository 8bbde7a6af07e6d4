package io.sennit.mesh.policy;

import io.vertx.core.json.JsonArray;
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
public final class Fields {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final String path;
  private final JsonObject json;
  private final List<String> faults;
  private final Set<String> known = new HashSet<>();
  private final List<Fields> parts = new ArrayList<>();

  public Fields(String path, JsonObject json, List<String> faults) {
    this.path = path;
    this.json = json;
    this.faults = faults;
  }

  /** Where they stand, such as {@code orders.place.limits}. */
  public String path() {
    return path;
  }

  /** Whether a field that may be written in more than one way is an object. */
  public boolean isObject(String name) {
    return json.getValue(name) instanceof JsonObject;
  }

  /** An object inside this one; empty when it is not there. */
  public Fields part(String name) {
    Fields part = new Fields(path + "." + name, object(name), faults);
    parts.add(part);
    return part;
  }

  /** An object inside this one whose names are its owner's, such as scopes. */
  public JsonObject object(String name) {
    Object value = take(name);
    if (value instanceof JsonObject object) {
      return object;
    }
    if (value != null) {
      fault(name, value, "write an object");
    }
    return new JsonObject();
  }

  /** The objects of a list, each to be read as a part is. */
  public List<Fields> parts(String name) {
    List<Fields> found = new ArrayList<>();
    List<Object> items = items(name, "write a list of objects");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof JsonObject object) {
        found.add(new Fields(path + "." + name + "[" + i + "]", object, faults));
      } else {
        fault(name, items.get(i), "write a list of objects");
      }
    }
    parts.addAll(found);
    return found;
  }

  /** The texts of a list. */
  public List<String> texts(String name, List<String> otherwise) {
    if (!json.containsKey(name)) {
      known.add(name);
      return otherwise;
    }
    List<String> found = new ArrayList<>();
    for (Object item : items(name, "write a list of texts")) {
      if (item instanceof String text) {
        found.add(text);
      } else {
        fault(name, item, "write a list of texts");
      }
    }
    return List.copyOf(found);
  }

  private List<Object> items(String name, String expected) {
    Object value = take(name);
    if (value instanceof JsonArray array) {
      return array.stream().toList();
    }
    if (value != null) {
      fault(name, value, expected);
    }
    return List.of();
  }

  /** A text that must be there. */
  public String text(String name, String expected) {
    Object value = take(name);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    faults.add(
        path + "." + name + (value == null ? " is missing: " : " is '" + value + "': ") + expected);
    return "";
  }

  /** Whether anything is said of it. */
  public boolean has(String name) {
    known.add(name);
    return json.containsKey(name);
  }

  /** Notes what is wrong with fields that were read one by one and do not go together. */
  public void fault(String what) {
    faults.add(path + " " + what);
  }

  public int whole(String name, int otherwise, int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    Object value = take(name);
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    return otherwise(name, value, otherwise, expected);
  }

  public double share(String name, double otherwise) {
    Object value = take(name);
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    return otherwise(name, value, otherwise, "a number from 0 to 1");
  }

  public boolean flag(String name, boolean otherwise) {
    Object value = take(name);
    return value instanceof Boolean flag
        ? flag
        : otherwise(name, value, otherwise, "true or false");
  }

  public Duration duration(String name, Duration otherwise, long leastMillis, long mostMillis) {
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

  public <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
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

  public <T> T read(
      String name, T otherwise, Function<String, @Nullable T> reading, String expected) {
    Object value = take(name);
    T read = value instanceof String text ? reading.apply(text) : null;
    return read != null ? read : otherwise(name, value, otherwise, expected);
  }

  /** When everything has been read: what nobody asked for is a fault too. */
  public void refuseUnknown() {
    json.fieldNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> faults.add(path + " has no '" + name + "'; it has "
            + known.stream().sorted().collect(Collectors.joining(", "))));
    parts.forEach(Fields::refuseUnknown);
  }

  public static String text(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  public static String text(Enum<?> choice) {
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
