/**
 * Calls a service: finds it, picks an instance, sends the call, and repeats it elsewhere where that
 * is safe.
 */
@NullMarked
package io.sennit.mesh.client;

import org.jspecify.annotations.NullMarked;
