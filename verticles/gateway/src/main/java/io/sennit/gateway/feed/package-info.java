/**
 * {@code GET /events}: the logs of all services as one stream of server-sent events, which each
 * client may break off and resume anywhere.
 *
 * <p>A {@link io.sennit.gateway.feed.Tail} reads the end of one log for all streams of the gateway.
 * A {@link io.sennit.gateway.feed.Lane} brings one log into one stream: by itself as long as it is
 * behind, and then from the tail. All of it lives on one event loop; only bytes go to the loops of
 * the connections.
 */
@NullMarked
package io.sennit.gateway.feed;

import org.jspecify.annotations.NullMarked;
