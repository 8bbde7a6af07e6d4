/**
 * How calls are treated: typed rules with a default for each, for all calls, one service's or one
 * operation's.
 */
@NullMarked
package io.sennit.mesh.policy;

import org.jspecify.annotations.NullMarked;
