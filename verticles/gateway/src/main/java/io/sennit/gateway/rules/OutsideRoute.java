package io.sennit.gateway.rules;

import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.policy.Fields;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests that go to a service outside of the mesh.
 *
 * @param routes one for each method
 * @param access who may; nobody, if nothing is said
 * @param rewrite the path that the service sees, with parameters in braces, or empty for the same
 */
public record OutsideRoute(List<Route> routes, Access access, String rewrite) {
  private static final Pattern FORM = Pattern.compile("(ANY|[A-Z]{3,10}) ([a-z0-9*.-]*)(/\\S*)");
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");
  private static final List<String> ALL_METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  static OutsideRoute read(Fields fields) {
    List<Route> routes = fields.read(
        "route",
        List.of(),
        OutsideRoute::routes,
        "a method or ANY, a blank and a path, such as GET /legacy/{rest...}");
    Access access = fields.read(
        "access",
        Access.OPERATORS,
        OutsideRoute::access,
        "anyone, authenticated, or roles: and their names, such as roles:merchant,admin");
    if (access.equals(Access.OPERATORS)) {
      fields.fault("has no access: say who may, such as \"access\": \"authenticated\"");
    }
    String rewrite = fields.read(
        "rewrite", "", text -> text.startsWith("/") ? text : null, "a path such as /{rest}");
    if (!routes.isEmpty() && !names(routes.get(0)).containsAll(parameters(rewrite))) {
      fields.fault("rewrites to '" + rewrite + "', which names a parameter that its route has not");
    }
    return new OutsideRoute(routes, access, rewrite);
  }

  private static @Nullable List<Route> routes(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    String host = parts.group(2).isEmpty() ? null : parts.group(2);
    List<String> methods = parts.group(1).equals("ANY") ? ALL_METHODS : List.of(parts.group(1));
    List<Route> routes =
        methods.stream().map(method -> new Route(method, parts.group(3), host)).toList();
    return routes.stream().allMatch(route -> route.fault() == null) ? routes : null;
  }

  private static @Nullable Access access(String text) {
    try {
      return Access.decode(text);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  private static Set<String> names(Route route) {
    return Set.copyOf(route.parameters());
  }

  private static List<String> parameters(String rewrite) {
    return PARAMETER.matcher(rewrite).results().map(found -> found.group(1)).toList();
  }
}
