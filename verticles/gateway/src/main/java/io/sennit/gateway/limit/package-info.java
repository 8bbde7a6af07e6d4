/**
 * How many requests are let through: of a user, of an address, of a route, in the whole cluster.
 *
 * <p>{@link io.sennit.gateway.limit.Limits} is asked; a {@code Bucket} decides for one user,
 * address or route, alone and at once; {@code Reports} tells the other gateways what was let
 * through here, and hears what was let through there. Nobody is asked before a request may pass.
 */
@NullMarked
package io.sennit.gateway.limit;

import org.jspecify.annotations.NullMarked;
