/**
 * Where a request comes from: the address of the client, also when proxies that are trusted stand
 * between. Everybody else's word on that is ignored.
 */
@NullMarked
package io.sennit.gateway.origin;

import org.jspecify.annotations.NullMarked;
