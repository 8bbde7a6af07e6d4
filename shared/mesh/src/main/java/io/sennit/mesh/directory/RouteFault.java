package io.sennit.mesh.directory;

import io.sennit.mesh.directory.OperationDescription.Route;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes a route one that no request can take, or that its author cannot have meant. */
final class RouteFault {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

  private RouteFault() {}

  static @Nullable String of(Route route) {
    String host = route.host();
    if (host != null && !HOST.matcher(host).matches()) {
      return "the host '" + host + "' must be a name in lower case without a port,"
          + " as api.example.com, or *.example.com for all below it";
    }
    String path = route.path();
    if (!path.startsWith("/")) {
      return "the path '" + path + "' must begin with a slash";
    }
    String fault = ofSegments(path.substring(1).split("/", -1));
    return fault == null ? null : "the path '" + path + "' " + fault;
  }

  private static @Nullable String ofSegments(String[] segments) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < segments.length; i++) {
      boolean isLast = i == segments.length - 1;
      String segment = segments[i];
      String fault = Route.isParameter(segment)
          ? ofParameter(segment, isLast, names)
          : ofLiteral(segment, isLast);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static @Nullable String ofParameter(String segment, boolean isLast, Set<String> names) {
    String name = Route.parameter(segment);
    if (!NAME.matcher(name).matches()) {
      return "has the parameter " + segment + ": name it with letters and digits, a letter first";
    }
    if (Route.isRest(segment) && !isLast) {
      return "has " + segment + " before its end, and nothing can follow what takes all";
    }
    return names.add(name) ? null : "has two parameters '" + name + "'";
  }

  private static @Nullable String ofLiteral(String segment, boolean isLast) {
    if (segment.isEmpty() && !isLast) {
      return "has an empty segment, which no request may have";
    }
    if (segment.equals(".") || segment.equals("..")) {
      return "has a segment of dots, which no request may have";
    }
    return segment.indexOf('{') < 0 && segment.indexOf('}') < 0
        ? null
        : "has '" + segment + "', and a parameter is a whole segment";
  }
}
