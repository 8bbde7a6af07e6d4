package io.sennit.gateway.outside;

import io.sennit.gateway.visit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request's target is for the service: the same, or a path made of its parameters. */
final class Rewriting {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

  private final List<String> literals = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final boolean none;

  /** @param pattern a path with parameters in braces, or empty for the same path */
  Rewriting(String pattern) {
    none = pattern.isEmpty();
    Matcher parameters = PARAMETER.matcher(pattern);
    int from = 0;
    while (parameters.find()) {
      literals.add(pattern.substring(from, parameters.start()));
      names.add(parameters.group(1));
      from = parameters.end();
    }
    literals.add(pattern.substring(from));
  }

  /** Parameters go on as they came, percent-encoded. */
  String target(Visit visit) {
    String query = visit.request().query();
    String suffix = query == null ? "" : "?" + query;
    if (none) {
      return visit.request().path() + suffix;
    }
    StringBuilder target = new StringBuilder();
    List<String> known = visit.route().names();
    for (int i = 0; i < names.size(); i++) {
      target.append(literals.get(i)).append(visit.values().get(known.indexOf(names.get(i))));
    }
    return target.append(literals.get(names.size())).append(suffix).toString();
  }
}
