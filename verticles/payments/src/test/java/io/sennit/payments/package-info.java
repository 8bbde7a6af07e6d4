/** Payments on a real database. */
package io.sennit.payments;
