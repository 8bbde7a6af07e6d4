/**
 * What the head of a request may be, byte by byte. What two parsers of HTTP could read in two ways
 * is refused here, before anything is made of it.
 *
 * <p>{@link io.sennit.gateway.head.StrictServer} reads HTTP/1.1 by the letter;
 * {@link io.sennit.gateway.head.Head} looks at the rest, which HTTP/2 has as well.
 */
@NullMarked
package io.sennit.gateway.head;

import org.jspecify.annotations.NullMarked;
