/**
 * The whole shop under a mixed load while its processes are killed, PostgreSQL included. In the end
 * all that its users were told must be true, of which the public API and the database are asked.
 */
@NullMarked
package io.sennit.bench.shop;

import org.jspecify.annotations.NullMarked;
