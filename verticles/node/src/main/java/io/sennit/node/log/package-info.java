/** How log lines are written. */
@NullMarked
package io.sennit.node.log;

import org.jspecify.annotations.NullMarked;
