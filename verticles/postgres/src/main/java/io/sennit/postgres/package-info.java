/**
 * A real PostgreSQL that Sennit unpacks, starts, takes over and stops by itself, with every
 * guarantee of durability on.
 */
@NullMarked
package io.sennit.postgres;

import org.jspecify.annotations.NullMarked;
