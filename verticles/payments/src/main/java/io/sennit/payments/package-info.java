/** The money of users: their accounts, and what they pay for orders. */
@NullMarked
package io.sennit.payments;

import org.jspecify.annotations.NullMarked;
