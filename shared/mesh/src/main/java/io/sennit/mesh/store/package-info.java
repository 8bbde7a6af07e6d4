/**
 * A service's own corner of a database: its login, its schema, its migrations, its pool of
 * connections.
 */
@NullMarked
package io.sennit.mesh.store;

import org.jspecify.annotations.NullMarked;
