/**
 * Who asks: what a request shows for that, and whom it proves.
 *
 * <p>{@link io.sennit.gateway.auth.Callers} is asked. Tokens of the users' service are the mesh's
 * to verify; {@code Issuers} verifies those of OpenID providers, {@code ApiKeys} and
 * {@code Certificates} know machines. {@link io.sennit.gateway.auth.Vouching} hands on to services
 * outside of the mesh who asks, and {@link io.sennit.gateway.auth.ClaimedHeaders} takes away what
 * clients say about that themselves.
 */
@NullMarked
package io.sennit.gateway.auth;

import org.jspecify.annotations.NullMarked;
