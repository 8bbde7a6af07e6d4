/** Writes what came of a request. */
@NullMarked
package io.sennit.gateway.respond;

import org.jspecify.annotations.NullMarked;
