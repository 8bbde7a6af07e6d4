/**
 * The way in: a {@link io.sennit.mesh.Mesh} makes a Vert.x a node that hosts services and calls
 * them.
 */
@NullMarked
package io.sennit.mesh;

import org.jspecify.annotations.NullMarked;
