/** Load over HTTP from outside, the same for whoever answers, and every answer looked at. */
@NullMarked
package io.sennit.bench.http;

import org.jspecify.annotations.NullMarked;
