/**
 * The way between two nodes: calls and replies of one event-loop turn gathered into one write.
 *
 * <p>A {@link io.sennit.mesh.link.Links} has one lane for each event loop of its node. A lane
 * belongs to its loop alone, and so do its connections with other lanes, so that nothing here locks
 * and nothing is handed from thread to thread. What lanes say to each other is described in
 * {@link io.sennit.mesh.link.Frames}.
 */
@NullMarked
package io.sennit.mesh.link;

import org.jspecify.annotations.NullMarked;
