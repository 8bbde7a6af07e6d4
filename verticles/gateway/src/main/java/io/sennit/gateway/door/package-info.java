/**
 * Where clients come in: sockets, TLS, and manners. Counts connections before anything is done for
 * them, watches how each of them behaves in time, and keeps HTTP/2 to its rules. What stands behind
 * the door sees requests only.
 *
 * <p>In a connection's pipeline, from the socket up: TLS, {@link io.sennit.gateway.door.Guest},
 * Vert.x's codec, and for HTTP/1 {@link io.sennit.gateway.door.Turns}.
 */
@NullMarked
package io.sennit.gateway.door;

import org.jspecify.annotations.NullMarked;
