/**
 * The shop's orders. Placing, changing and cancelling one are sagas: stock and money are with other
 * services, and either all of them follow or all is as before.
 */
@NullMarked
package io.sennit.orders;

import org.jspecify.annotations.NullMarked;
