package io.sennit.mesh.fit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How each type of value is looked at. */
final class Fits {
  static final Fit NOTHING = value -> false;

  private static final Fit ANYTHING = value -> true;
  /** As this mesh writes them; in capitals they are valid, too. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Fits() {}

  /** What stands where a schema can: one, or a boolean, or nothing. */
  static Fit of(@Nullable Object schema) {
    return schema instanceof JsonObject object ? Fit.of(object) : NOTHING;
  }

  static Fit ofAll(Keywords keywords) {
    Object type = keywords.take("type");
    if (type instanceof JsonArray either
        && either.size() == 2
        && "null".equals(either.getValue(1))) {
      Fit fit = ofType(either.getValue(0), keywords);
      // An enum has to name null as well.
      return keywords.has("enum") ? fit : value -> value == null || fit.accepts(value);
    }
    return ofType(type, keywords);
  }

  private static Fit ofType(@Nullable Object type, Keywords keywords) {
    if (!(type instanceof String name)) {
      return NOTHING;
    }
    return switch (name) {
      case "object" -> ObjectFit.of(keywords);
      case "array" -> array(keywords);
      case "string" -> string(keywords);
      case "integer" -> integer(keywords);
      case "boolean" -> value -> value instanceof Boolean;
      default -> NOTHING;
    };
  }

  private static Fit array(Keywords keywords) {
    long least = keywords.take("minItems", 0);
    long most = keywords.take("maxItems", Long.MAX_VALUE);
    Fit items = of(keywords.take("items"));
    return value -> {
      Object plain = value instanceof JsonArray array ? array.getList() : value;
      if (!(plain instanceof List<?> list) || list.size() < least || list.size() > most) {
        return false;
      }
      for (int i = 0; i < list.size(); i++) {
        if (!items.accepts(list.get(i))) {
          return false;
        }
      }
      return true;
    };
  }

  private static Fit integer(Keywords keywords) {
    long least = keywords.take("minimum", Long.MIN_VALUE);
    long most = keywords.take("maximum", Long.MAX_VALUE);
    return value -> {
      if (!(value instanceof Integer) && !(value instanceof Long)) {
        return false;
      }
      long number = ((Number) value).longValue();
      return number >= least && number <= most;
    };
  }

  private static Fit string(Keywords keywords) {
    long least = keywords.take("minLength", 0);
    long most = keywords.take("maxLength", Long.MAX_VALUE);
    Fit text = value -> value instanceof String string
        && string.length() <= most
        && (least == 0 || string.codePointCount(0, string.length()) >= least);
    return both(text, both(oneOf(keywords), both(pattern(keywords), format(keywords))));
  }

  private static Fit oneOf(Keywords keywords) {
    if (!(keywords.take("enum") instanceof JsonArray array)) {
      return ANYTHING;
    }
    Set<Object> values = array.stream().collect(Collectors.toUnmodifiableSet());
    return value -> value != null && values.contains(value);
  }

  private static Fit pattern(Keywords keywords) {
    if (!(keywords.take("pattern") instanceof String regex)) {
      return ANYTHING;
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      return value -> value instanceof String text && pattern.matcher(text).find();
    } catch (PatternSyntaxException notOfJava) {
      // The validator says so, where it is asked.
      return NOTHING;
    }
  }

  private static Fit format(Keywords keywords) {
    Object format = keywords.take("format");
    if (format == null) {
      return ANYTHING;
    }
    return "uuid".equals(format)
        ? value -> value instanceof String text && UUID.matcher(text).matches()
        : NOTHING;
  }

  private static Fit both(Fit one, Fit other) {
    if (one == ANYTHING || other == ANYTHING) {
      return one == ANYTHING ? other : one;
    }
    return value -> one.accepts(value) && other.accepts(value);
  }
}
