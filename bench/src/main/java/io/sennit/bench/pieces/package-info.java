/** What each of the pieces costs that every request goes through. */
@NullMarked
package io.sennit.bench.pieces;

import org.jspecify.annotations.NullMarked;
