/** How contestants are loaded and compared: rounds in turn, and ratios within a round. */
@NullMarked
package io.sennit.bench.measure;

import org.jspecify.annotations.NullMarked;
