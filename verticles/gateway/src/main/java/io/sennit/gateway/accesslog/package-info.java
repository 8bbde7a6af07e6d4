/**
 * The access log: one line of JSON for a request, written by a thread of its own.
 *
 * <p>Event loops encode into {@link io.sennit.gateway.accesslog.Pages} of their own, which the
 * writer takes away; when it cannot keep up, lines are dropped and counted, and no request waits.
 */
@NullMarked
package io.sennit.gateway.accesslog;

import org.jspecify.annotations.NullMarked;
