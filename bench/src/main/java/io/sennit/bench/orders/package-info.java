/** What it costs the shop to place orders and to settle them, over HTTP and through processes. */
@NullMarked
package io.sennit.bench.orders;

import org.jspecify.annotations.NullMarked;
