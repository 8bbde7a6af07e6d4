/**
 * Which version of its service a request goes to: by signs that it has, by shares that stay or
 * grow, and away from a version that fails; and who gets a copy of it.
 */
@NullMarked
package io.sennit.gateway.rollout;

import org.jspecify.annotations.NullMarked;
