/**
 * Transactions across services: declared steps, each with the command that undoes it, kept as a
 * small state machine on top of the log.
 */
@NullMarked
package io.sennit.mesh.saga;

import org.jspecify.annotations.NullMarked;
