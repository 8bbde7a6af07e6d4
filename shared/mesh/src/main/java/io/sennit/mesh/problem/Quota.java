package io.sennit.mesh.problem;

import java.time.Duration;

/**
 * How much of something one caller gets in a span of time.
 *
 * @param name what the limit is called, where there are several
 */
public record Quota(String name, int limit, Duration window) {
  public Quota(int limit, Duration window) {
    this("default", limit, window);
  }
}
