/** What more nodes bring, and what they cost. */
@NullMarked
package io.sennit.bench.scale;

import org.jspecify.annotations.NullMarked;
