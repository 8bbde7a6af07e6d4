/**
 * Turns cluster settings into a clustered Vert.x; the only place that names Hazelcast
 * configuration.
 */
@NullMarked
package io.sennit.cluster;

import org.jspecify.annotations.NullMarked;
