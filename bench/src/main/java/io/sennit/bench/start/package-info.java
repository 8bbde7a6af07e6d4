/** What it takes to start: time, and memory once it has started. */
@NullMarked
package io.sennit.bench.start;

import org.jspecify.annotations.NullMarked;
