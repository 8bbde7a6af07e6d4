/**
 * Users: who they are, that they are who they say, and what they may do.
 *
 * <p>{@link io.sennit.users.UsersService} says what it offers; {@code Profiles} keeps accounts,
 * {@code Logins} turns passwords into tokens, {@code SigningKeys} signs them.
 */
@NullMarked
package io.sennit.users;

import org.jspecify.annotations.NullMarked;
