package io.sennit.mesh.event;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Identity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the events of a log: everybody their own, admins and operators all, and whoever the
 * service says certain types. It travels with every page of the log, so that who passes events on
 * needs no list of its own.
 *
 * @param open who may see which types, whosever the events are
 * @param internal types that only those see who see all, such as commands of sagas
 */
public record Audience(Map<String, Access> open, Set<String> internal) {
  private static final String ALL = "*";
  private static final Pattern PATTERN =
      Pattern.compile("\\*|[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*(\\.\\*)?");

  private static final List<String> ADMINS = List.of("admin");

  /** If a service says nothing else. */
  public static final Audience USUAL = new Audience(Map.of(), Set.of());

  public Audience {
    open = Map.copyOf(open);
    internal = Set.copyOf(internal);
  }

  /** These types, as in {@code product.*}, are also for those whom the rule lets in. */
  public Audience with(String types, Access access) {
    if (!isPattern(types)) {
      throw new IllegalArgumentException(
          "'" + types + "' names no types of events: write one, such as order.placed, a family as"
              + " in order.*, or * for all");
    }
    Map<String, Access> more = new LinkedHashMap<>(open);
    more.put(types, access);
    return new Audience(more, internal);
  }

  /** These types are not for their owners. */
  public Audience without(Set<String> types) {
    Set<String> all = new TreeSet<>(internal);
    all.addAll(types);
    return new Audience(open, all);
  }

  public boolean seesAll(Identity identity) {
    return identity.isOperator()
        || identity.hasAnyOf(ADMINS)
        || (!open.isEmpty() && openTo(identity).contains(ALL));
  }

  /** The types that this one may see, whosever the events are. */
  public List<String> openTo(Identity identity) {
    List<String> types = new ArrayList<>();
    open.forEach((type, access) -> {
      if (access.refusal(identity) == null) {
        types.add(type);
      }
    });
    return types;
  }

  /** Whether the type is not for the owners of its events. */
  boolean isInternal(String type) {
    return internal.contains(type);
  }

  /** Whether the type is also for others than those who see all. */
  public boolean isOpenToSome(String type) {
    return open.keySet().stream().anyMatch(pattern -> matches(pattern, type));
  }

  /** Whether this one may see an event of that type, which belongs to that user. */
  public boolean shows(Identity identity, String type, @Nullable String owner) {
    return (!identity.isAnonymous() && identity.subject().equals(owner) && !isInternal(type))
        || seesAll(identity)
        || (isOpenToSome(type)
            && openTo(identity).stream().anyMatch(pattern -> matches(pattern, type)));
  }

  /**
   * Whether a type is one of those that are meant: {@code order.placed}, a family as
   * {@code order.*}, or {@code *} for all.
   */
  public static boolean matches(String pattern, String type) {
    int star = pattern.indexOf('*');
    return star < 0
        ? pattern.equals(type)
        : type.length() >= pattern.length() - 1
            && type.startsWith(pattern.substring(0, star))
            && type.endsWith(pattern.substring(star + 1));
  }

  /** Whether somebody can mean types by it. */
  public static boolean isPattern(String text) {
    return PATTERN.matcher(text).matches();
  }

  JsonObject toJson() {
    JsonObject rules = new JsonObject();
    open.forEach((type, access) -> rules.put(type, access.encode()));
    return new JsonObject()
        .put("open", rules)
        .put("internal", new JsonArray(List.copyOf(internal)));
  }

  public static Audience of(JsonObject json) {
    Map<String, Access> open = new LinkedHashMap<>();
    json.getJsonObject("open")
        .forEach(rule -> open.put(rule.getKey(), Access.decode((String) rule.getValue())));
    Set<String> internal = new TreeSet<>();
    json.getJsonArray("internal").forEach(type -> internal.add((String) type));
    return new Audience(open, internal);
  }
}
