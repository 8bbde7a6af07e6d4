/** Options that several benchmarks have, and mean the same by. */
@NullMarked
package io.sennit.bench.options;

import org.jspecify.annotations.NullMarked;
