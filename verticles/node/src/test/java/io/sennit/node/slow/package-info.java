/** Services that are not part of the build, for tests that need work in hand. */
@NullMarked
package io.sennit.node.slow;

import org.jspecify.annotations.NullMarked;
