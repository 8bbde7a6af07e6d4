/** Decides which requests' traces are remembered, and remembers the requests themselves. */
@NullMarked
package io.sennit.gateway.trace;

import org.jspecify.annotations.NullMarked;
