package io.sennit.node;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/** What a process left when it ended: its exit code, and the lines it wrote. */
record Outcome(int code, List<String> out, List<String> err) {
  private static final Pattern NEWS = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO .*");

  String text() {
    return String.join("\n", out);
  }

  JsonObject json() {
    return new JsonObject(text());
  }

  /**
   * All that it wrote on standard error, but for the log lines of a start that went well so far.
   */
  List<String> complaints() {
    return err.stream().filter(line -> !NEWS.matcher(line).matches()).toList();
  }
}
