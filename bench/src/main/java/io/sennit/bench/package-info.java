/** Benchmarks: each starts what it needs, lets the contestants take turns, and prints a table. */
@NullMarked
package io.sennit.bench;

import org.jspecify.annotations.NullMarked;
