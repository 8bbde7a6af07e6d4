/** Load over HTTP from outside, the same for whoever answers. */
@NullMarked
package io.sennit.bench.http;

import org.jspecify.annotations.NullMarked;
