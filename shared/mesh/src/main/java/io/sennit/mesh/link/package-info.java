/**
 * The way between two nodes: calls and replies of one event-loop turn gathered into one event-bus
 * message.
 *
 * <p>A {@link io.sennit.mesh.link.Links} has one lane for each event loop of its node. A lane
 * belongs to its loop alone, so nothing here locks. The format of a batch is described in
 * {@link io.sennit.mesh.link.Frames}.
 */
@NullMarked
package io.sennit.mesh.link;

import org.jspecify.annotations.NullMarked;
