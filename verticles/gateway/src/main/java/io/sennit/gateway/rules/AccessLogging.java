package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;

/**
 * What is written down of requests.
 *
 * @param enabled whether there is an access log
 * @param file where, in the node's data folder if it is no absolute path
 * @param largest MiB of a file; then the next one is begun
 * @param kept how many full files are kept
 * @param slow a request that took so long is always in it
 * @param paths whether the path is in it beside the route; ids are personal data
 */
public record AccessLogging(
    boolean enabled, String file, int largest, int kept, Duration slow, boolean paths) {
  public static final AccessLogging DEFAULT =
      new AccessLogging(true, "access.log", 64, 4, Duration.ofSeconds(1), false);

  static AccessLogging read(Fields fields) {
    return new AccessLogging(
        fields.flag("enabled", DEFAULT.enabled),
        fields.read(
            "file",
            DEFAULT.file,
            text -> text.isBlank() ? null : text,
            "a path, in the data folder if it is not absolute"),
        fields.whole("largest", DEFAULT.largest, 1, 1 << 20),
        fields.whole("kept", DEFAULT.kept, 0, 1_000),
        fields.duration("slow", DEFAULT.slow, 1, Duration.ofHours(1).toMillis()),
        fields.flag("paths", DEFAULT.paths));
  }
}
