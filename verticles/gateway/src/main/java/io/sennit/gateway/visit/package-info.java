/**
 * A request on its way through the gateway, and what it can arrive at. Every other room of the
 * gateway is handed a {@link io.sennit.gateway.visit.Visit} and adds what it has found out.
 */
@NullMarked
package io.sennit.gateway.visit;

import org.jspecify.annotations.NullMarked;
