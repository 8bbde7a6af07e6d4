package io.sennit.node.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The path of a request in the making, with what is asked for in its query. */
final class Query {
  private final StringBuilder text;
  private char before = '?';

  Query(String path) {
    this.text = new StringBuilder(path);
  }

  /** A segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Leaves out what was not typed. */
  Query with(String name, @Nullable Object value) {
    if (value != null) {
      text.append(before)
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
      before = '&';
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
