package io.sennit.mesh.client;

import io.sennit.mesh.link.Links;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.internal.ContextInternal;

/**
 * Where the calls of a node come from.
 *
 * @param node its id in the cluster
 * @param zone instances of the same zone are preferred
 * @param context one that lives as long as the node, for timers that must not end with a caller
 * @param spans where attempts are remembered
 */
public record Surroundings(
    Links links, String node, String zone, ContextInternal context, Spans spans) {}
