/**
 * Who makes a request: reads bearer tokens and believes those that the users' service has signed
 * and not revoked.
 *
 * <p>{@link io.sennit.gateway.auth.Authenticator} is asked; {@code Token} reads, {@code KeyRing}
 * knows the keys, {@code Voids} what was revoked, {@code Verified} what was found good before.
 */
@NullMarked
package io.sennit.gateway.auth;

import org.jspecify.annotations.NullMarked;
