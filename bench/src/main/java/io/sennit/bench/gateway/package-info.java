/** Gateways beside each other: what a request through each of them costs and how long it takes. */
@NullMarked
package io.sennit.bench.gateway;

import org.jspecify.annotations.NullMarked;
