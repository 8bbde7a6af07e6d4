/** Counts and times requests by route. */
@NullMarked
package io.sennit.gateway.meter;

import org.jspecify.annotations.NullMarked;
