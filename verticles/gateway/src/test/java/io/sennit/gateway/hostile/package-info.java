/**
 * Requests of those who mean no good. A {@link io.sennit.gateway.hostile.Corpus} is a class of
 * them, made systematically of what is known of such attacks; a
 * {@link io.sennit.gateway.hostile.Stand} is what they are sent to, and a
 * {@link io.sennit.gateway.hostile.Volley} looks at what comes back.
 */
@NullMarked
package io.sennit.gateway.hostile;

import org.jspecify.annotations.NullMarked;
