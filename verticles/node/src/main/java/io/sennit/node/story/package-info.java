/**
 * What all nodes remember of a trace, put together: its spans as a tree, and what traces there are.
 */
@NullMarked
package io.sennit.node.story;

import org.jspecify.annotations.NullMarked;
