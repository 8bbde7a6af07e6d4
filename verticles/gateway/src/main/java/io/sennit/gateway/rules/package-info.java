/**
 * How the gateway is to treat requests, as its operator says it in a file: typed rules with a
 * default for each. Every room of the gateway has its part here.
 */
@NullMarked
package io.sennit.gateway.rules;

import org.jspecify.annotations.NullMarked;
