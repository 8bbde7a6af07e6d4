/**
 * Services that are no verticles: HTTP servers outside of the mesh, to which requests are passed on
 * under the same guards as calls have.
 *
 * <p>{@link io.sennit.gateway.outside.OutsideEndpoint} asks the mesh's client for an instance,
 * {@code Passage} takes the request there and the answer back, {@code Upgrade} does so for
 * WebSockets, and {@code HealthChecks} say which instances are there.
 */
@NullMarked
package io.sennit.gateway.outside;

import org.jspecify.annotations.NullMarked;
