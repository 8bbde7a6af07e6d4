/**
 * Who makes a call that came from outside: reads bearer tokens and believes those that the users'
 * service has signed and not revoked. Every edge that takes tokens asks here.
 *
 * <p>{@link io.sennit.mesh.token.Authenticator} is asked; {@link io.sennit.mesh.token.Jws} reads,
 * {@code KeyRing} knows the keys, {@code Voids} what was revoked,
 * {@link io.sennit.mesh.token.Proofs} what was found good before.
 * {@link io.sennit.mesh.token.Tokens} is what who signs them has to keep to. Who believes others
 * besides the users' service reads and remembers their tokens by the same classes.
 */
@NullMarked
package io.sennit.mesh.token;

import org.jspecify.annotations.NullMarked;
