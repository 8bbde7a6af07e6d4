/**
 * The event log on trial: many tell, groups handle, everything breaks at chosen points, and in the
 * end each event must have had each of its effects exactly once and in order.
 */
@NullMarked
package io.sennit.bench.trial;

import org.jspecify.annotations.NullMarked;
