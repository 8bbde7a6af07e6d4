/**
 * What a node remembers of the traces that went through it: the spans of those that are sampled,
 * and of all others what failed.
 */
@NullMarked
package io.sennit.mesh.trace;

import org.jspecify.annotations.NullMarked;
