/** Calls from one process to another, without a gateway. */
@NullMarked
package io.sennit.bench.calls;

import org.jspecify.annotations.NullMarked;
