/** Reads a request whole and makes a call of it. */
@NullMarked
package io.sennit.gateway.request;

import org.jspecify.annotations.NullMarked;
