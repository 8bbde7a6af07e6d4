/** What it costs to find the route of a request. */
@NullMarked
package io.sennit.bench.routes;

import org.jspecify.annotations.NullMarked;
