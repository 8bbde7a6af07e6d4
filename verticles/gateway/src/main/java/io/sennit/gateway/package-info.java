/**
 * The front door: takes HTTP requests, turns each into a call by what services have announced, and
 * writes the answer.
 *
 * <p>Downwards: {@link io.sennit.gateway.GatewayVerticle} accepts,
 * {@link io.sennit.gateway.route.RouteTable} finds the operation,
 * {@link io.sennit.gateway.request.RequestReader} makes the call,
 * {@link io.sennit.gateway.respond.Responder} writes what came of it.
 */
@NullMarked
package io.sennit.gateway;

import org.jspecify.annotations.NullMarked;
