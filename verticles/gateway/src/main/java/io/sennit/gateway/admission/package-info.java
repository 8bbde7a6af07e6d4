/**
 * Who is let in when the gateway, or a service, has more to do than it can: the important first.
 *
 * <p>A {@code Pulse} feels how long everything waits for its event loop, a {@code Valve} decides by
 * that how many of each priority get in.
 */
@NullMarked
package io.sennit.gateway.admission;

import org.jspecify.annotations.NullMarked;
