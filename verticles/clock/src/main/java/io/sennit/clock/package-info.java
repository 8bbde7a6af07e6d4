/** What time it is, and what day: two services that can run on different nodes. */
@NullMarked
package io.sennit.clock;

import org.jspecify.annotations.NullMarked;
