package io.sennit.node;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds classes to a table of rooms, the packages right below a root: from a room, only those rooms
 * may be named that the table allows it. The root package itself may name all of them.
 */
final class KnowOnlyAllowedRooms extends ArchCondition<JavaClass> {
  private final String root;
  private final Function<String, @Nullable Set<String>> allowedFrom;

  KnowOnlyAllowedRooms(String root, Function<String, @Nullable Set<String>> allowedFrom) {
    super("know only the rooms of " + root + " that the table allows");
    this.root = root;
    this.allowedFrom = allowedFrom;
  }

  @Override
  public void check(JavaClass origin, ConditionEvents events) {
    String from = room(origin);
    if (from == null || from.isEmpty()) {
      return;
    }
    Set<String> allowed = allowedFrom.apply(from);
    if (allowed == null) {
      events.add(violated(
          origin, origin.getFullName() + " is in a room without a line in the table: " + from));
      return;
    }
    origin.getDirectDependenciesFromSelf().forEach(dependency -> {
      String to = room(dependency.getTargetClass().getBaseComponentType());
      if (to != null && !to.equals(from) && !allowed.contains(to)) {
        events.add(violated(dependency, dependency.getDescription()));
      }
    });
  }

  /** The room of a class: empty for the root package, null outside it. */
  private @Nullable String room(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(root)) {
      return "";
    }
    if (!name.startsWith(root + ".")) {
      return null;
    }
    String below = name.substring(root.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
