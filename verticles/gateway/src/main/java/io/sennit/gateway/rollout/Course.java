package io.sennit.gateway.rollout;

import io.sennit.mesh.message.VersionWish;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is sent.
 *
 * @param version the one it was given to, or null for those that no share is for
 */
record Course(@Nullable String version, VersionWish wish) {}
