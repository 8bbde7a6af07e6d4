/**
 * Who makes a call that came from outside: reads bearer tokens and believes those that the users'
 * service has signed and not revoked. Every edge that takes tokens asks here.
 *
 * <p>{@link io.sennit.mesh.token.Authenticator} is asked; {@code Token} reads, {@code KeyRing}
 * knows the keys, {@code Voids} what was revoked, {@code Verified} what was found good before.
 * {@link io.sennit.mesh.token.Tokens} is what who signs them has to keep to.
 */
@NullMarked
package io.sennit.mesh.token;

import org.jspecify.annotations.NullMarked;
