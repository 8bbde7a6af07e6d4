/**
 * Answers that are kept for others who ask the same, as RFC 9111 has it: which those are, how long
 * they last, and what makes them worthless before.
 */
@NullMarked
package io.sennit.gateway.cache;

import org.jspecify.annotations.NullMarked;
