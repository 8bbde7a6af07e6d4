package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set of web origins: {@code https://shop.example}, {@code https://*.example.org} for all names
 * below that one and not itself, or {@code *} for all.
 */
public final class Origins {
  public static final Origins NONE = new Origins(List.of());

  private static final Pattern PATTERN = Pattern.compile(
      "(https?://)(\\*\\.)?([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:\\d{1,5})?");
  private static final Pattern NAMES = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

  private final boolean any;
  private final Set<String> exact;
  private final List<Below> below;

  /** All names below one: what an origin begins and ends with. */
  private record Below(String scheme, String rest) {
    boolean has(String origin) {
      int longest = origin.length() - rest.length();
      return longest > scheme.length()
          && origin.startsWith(scheme)
          && origin.endsWith(rest)
          && NAMES.matcher(origin.substring(scheme.length(), longest)).matches();
    }
  }

  private Origins(List<String> patterns) {
    any = patterns.contains("*");
    exact = patterns.stream()
        .filter(pattern -> pattern.indexOf('*') < 0)
        .collect(Collectors.toUnmodifiableSet());
    below = patterns.stream()
        .filter(pattern -> pattern.indexOf("*.") > 0)
        .map(Origins::below)
        .toList();
  }

  static Origins read(Fields fields, String name, Origins otherwise) {
    List<String> unset = List.of("");
    List<String> texts = fields.texts(name, unset);
    if (texts.equals(unset)) {
      return otherwise;
    }
    List<String> patterns = new ArrayList<>();
    for (String text : texts) {
      if (text.equals("*") || PATTERN.matcher(text).matches()) {
        patterns.add(text);
      } else {
        fields.fault("has the origin '" + text
            + "': write https://shop.example, https://*.shop.example or *, in small letters");
      }
    }
    return new Origins(patterns);
  }

  public boolean isEmpty() {
    return !any && exact.isEmpty() && below.isEmpty();
  }

  /** Whether every origin is among them. */
  public boolean any() {
    return any;
  }

  /** A page that has no origin of its own, and calls it null, is never among those named. */
  public boolean has(String origin) {
    return any || exact.contains(origin) || below.stream().anyMatch(names -> names.has(origin));
  }

  private static Below below(String pattern) {
    Matcher parts = PATTERN.matcher(pattern);
    if (!parts.matches()) {
      throw new IllegalArgumentException(pattern);
    }
    String port = parts.group(5) == null ? "" : parts.group(5);
    return new Below(parts.group(1), "." + parts.group(3) + port);
  }
}
