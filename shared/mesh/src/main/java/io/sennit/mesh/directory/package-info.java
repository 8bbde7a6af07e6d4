/**
 * Who is alive and what they offer.
 *
 * <p>Truth about instances is a record for each in one map of the cluster, written through Vert.x
 * service discovery by the instance's own node. Every node keeps a copy, so that looking something
 * up never leaves the process.
 */
@NullMarked
package io.sennit.mesh.directory;

import org.jspecify.annotations.NullMarked;
