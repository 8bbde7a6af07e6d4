/** Which instance gets a call. */
@NullMarked
package io.sennit.mesh.balance;

import org.jspecify.annotations.NullMarked;
