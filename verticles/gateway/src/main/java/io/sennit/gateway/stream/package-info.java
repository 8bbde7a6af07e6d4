/**
 * Operations whose bodies go through the gateway piece by piece, and those that are WebSockets: as
 * fast as the slower side goes, and nothing is kept.
 */
@NullMarked
package io.sennit.gateway.stream;

import org.jspecify.annotations.NullMarked;
