/** What pages of other origins may do from their visitors' browsers. */
@NullMarked
package io.sennit.gateway.cors;

import org.jspecify.annotations.NullMarked;
