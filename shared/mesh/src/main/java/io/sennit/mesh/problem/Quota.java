package io.sennit.mesh.problem;

import java.time.Duration;

/** How much of something one caller gets in a span of time. */
public record Quota(int limit, Duration window) {}
