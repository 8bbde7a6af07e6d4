/** Small benchmarks: code that JMH runs in a process of its own, and what it was found to cost. */
@NullMarked
package io.sennit.bench.jmh;

import org.jspecify.annotations.NullMarked;
