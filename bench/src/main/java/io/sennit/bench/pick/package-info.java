/** What it costs to find the instance that gets a call. */
@NullMarked
package io.sennit.bench.pick;

import org.jspecify.annotations.NullMarked;
