/**
 * What the shop's services say to each other: money, lines of an order, and the commands and
 * answers that are told in their logs. Records and their JSON, nothing else.
 */
@NullMarked
package io.sennit.contracts;

import org.jspecify.annotations.NullMarked;
