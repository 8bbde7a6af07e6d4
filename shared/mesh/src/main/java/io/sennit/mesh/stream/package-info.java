/**
 * Bodies and messages that are under way piece by piece between two instances: uploads, downloads,
 * WebSockets.
 *
 * <p>A stream is a series of ordinary calls between two desks. The opening call goes the way of
 * every call, balanced and guarded; its answer names the instance that took it, and from then on
 * both ends call each other and nobody else. {@link io.sennit.mesh.stream.Wire} has the words that
 * they use. What each may send before the other has room is bounded, so that a slow reader slows
 * the writer down and neither keeps more than its window.
 */
@NullMarked
package io.sennit.mesh.stream;

import org.jspecify.annotations.NullMarked;
