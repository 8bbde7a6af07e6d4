/** Which route a request takes: a table compiled of what services have announced. */
@NullMarked
package io.sennit.gateway.route;

import org.jspecify.annotations.NullMarked;
