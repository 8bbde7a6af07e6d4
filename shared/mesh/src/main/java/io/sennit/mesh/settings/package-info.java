/**
 * Options and environment, read once into records and checked together.
 *
 * <p>No other package reads the environment, so that what configures a node can be found in one
 * place.
 */
@NullMarked
package io.sennit.mesh.settings;

import org.jspecify.annotations.NullMarked;
