/** What the shop's clients send and are answered, as large as it is there. */
@NullMarked
package io.sennit.bench.sample;

import org.jspecify.annotations.NullMarked;
