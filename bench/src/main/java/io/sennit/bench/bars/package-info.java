/** What all scenarios have in common: bars that must be reached, and patience with a bound. */
@NullMarked
package io.sennit.bench.bars;

import org.jspecify.annotations.NullMarked;
