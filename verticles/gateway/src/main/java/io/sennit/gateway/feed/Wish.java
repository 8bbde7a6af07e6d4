package io.sennit.gateway.feed;

import io.sennit.mesh.event.Audience;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be told.
 *
 * @param types as in {@code order.*}; none for all
 * @param services whose logs; none for all
 * @param from where it begins when it does not resume, or null for what comes from now on
 */
record Wish(
    List<String> types,
    Set<String> services,
    @Nullable String subject,
    @Nullable Instant from) {
  static final String BEGINNING = "beginning";

  /** The query as it is described to those who ask. */
  static final JsonObject SCHEMA = new JsonObject("""
      {"type": "object", "properties": {
        "type": {"type": "string", "description": "Types such as order.placed or order.*, with commas"},
        "source": {"type": "string", "description": "Services such as /orders, with commas"},
        "subject": {"type": "string"},
        "from": {"type": "string", "description": "A time, or beginning; else from now on"},
        "lastEventId": {"type": "string", "description": "The last id that was heard, to resume"}}}""");

  private static final Set<String> KNOWN =
      Set.of("type", "source", "subject", "from", "lastEventId");
  private static final int MOST = 32;

  /** Reads the query, in which types and sources may be repeated or separated by commas. */
  static Wish of(MultiMap query) {
    List<FieldError> errors = new ArrayList<>();
    for (String name : query.names()) {
      if (!KNOWN.contains(name)) {
        errors.add(
            new FieldError(name, "is not known here: there are type, source, subject, from"));
      }
    }
    List<String> types = several(query, "type", Audience::isPattern, errors);
    List<String> sources = several(query, "source", Wish::isSource, errors).stream()
        .map(source -> source.startsWith("/") ? source.substring(1) : source)
        .toList();
    Instant from = from(query.get("from"), errors);
    if (!errors.isEmpty()) {
      throw Problem.invalid("The query of /events has a fault.", errors);
    }
    return new Wish(types, new LinkedHashSet<>(sources), query.get("subject"), from);
  }

  private static List<String> several(
      MultiMap query, String name, Predicate<String> isGood, List<FieldError> errors) {
    List<String> all = query.getAll(name).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .distinct()
        .toList();
    if (all.size() > MOST) {
      errors.add(new FieldError(name, "may be given " + MOST + " times at most"));
    }
    all.stream().filter(isGood.negate()).findFirst().ifPresent(bad -> {
      String example = name.equals("type") ? "order.placed, order.* or *" : "/orders";
      errors.add(new FieldError(name, "must be like " + example + ", not '" + bad + "'"));
    });
    return all;
  }

  private static boolean isSource(String text) {
    return OperationId.isName(text.startsWith("/") ? text.substring(1) : text);
  }

  private static @Nullable Instant from(@Nullable String text, List<FieldError> errors) {
    if (text == null) {
      return null;
    }
    if (text.equals(BEGINNING)) {
      return Instant.EPOCH;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notOne) {
      errors.add(
          new FieldError("from", "must be a time such as 2026-11-20T11:22:33Z, or " + BEGINNING));
      return null;
    }
  }

  boolean isOf(String service) {
    return services.isEmpty() || services.contains(service);
  }

  boolean wants(Told told) {
    return (subject == null || subject.equals(told.subject())) && isOfTypes(told.type());
  }

  private boolean isOfTypes(String type) {
    if (types.isEmpty()) {
      return true;
    }
    for (String pattern : types) {
      if (Audience.matches(pattern, type)) {
        return true;
      }
    }
    return false;
  }

  /** How a source is asked for the next page of it. */
  JsonObject behind(long position, int limit) {
    JsonObject input = new JsonObject().put("after", position).put("limit", limit);
    if (!types.isEmpty()) {
      input.put("types", new JsonArray(types));
    }
    return subject == null ? input : input.put("subject", subject);
  }
}
