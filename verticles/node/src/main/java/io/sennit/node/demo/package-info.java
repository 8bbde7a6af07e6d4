/**
 * A demonstration: people come to a running shop, over HTTP like anybody else, and afterwards it is
 * told what became of it. The {@code Script} says what is played, {@link io.sennit.node.demo.Demo}
 * plays it, and the {@code Audit} looks at what the shop has then.
 */
@NullMarked
package io.sennit.node.demo;

import org.jspecify.annotations.NullMarked;
