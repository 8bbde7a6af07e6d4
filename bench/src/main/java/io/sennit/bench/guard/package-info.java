/**
 * Whether this checkout has become slower than an earlier one: both run beside each other and take
 * turns, and only what is certain counts.
 */
@NullMarked
package io.sennit.bench.guard;

import org.jspecify.annotations.NullMarked;
