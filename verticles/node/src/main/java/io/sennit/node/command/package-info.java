/** What can be typed behind <code>sennit</code>. */
@NullMarked
package io.sennit.node.command;

import org.jspecify.annotations.NullMarked;
