/** Who takes part in a comparison of gateways: each one starts its own processes, and ends them. */
@NullMarked
package io.sennit.bench.contest;

import org.jspecify.annotations.NullMarked;
