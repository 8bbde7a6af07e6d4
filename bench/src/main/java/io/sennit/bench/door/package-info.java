/** How the gateway's door holds many clients, and slow ones. */
@NullMarked
package io.sennit.bench.door;

import org.jspecify.annotations.NullMarked;
