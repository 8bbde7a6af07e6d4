/** What travels in the mesh: a call, its reply, and what a call carries from hop to hop. */
@NullMarked
package io.sennit.mesh.message;

import org.jspecify.annotations.NullMarked;
