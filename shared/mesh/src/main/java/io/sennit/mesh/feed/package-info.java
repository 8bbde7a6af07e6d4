/** The logs of all services, for those who look at them together and keep nothing of them. */
@NullMarked
package io.sennit.mesh.feed;

import org.jspecify.annotations.NullMarked;
