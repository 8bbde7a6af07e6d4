/** The life of a node: what it starts in which order, and how it stops. */
@NullMarked
package io.sennit.node.life;

import org.jspecify.annotations.NullMarked;
