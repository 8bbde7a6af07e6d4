/** One node with all that a service needs, for the tests of services that keep data. */
@NullMarked
package io.sennit.stage;

import org.jspecify.annotations.NullMarked;
