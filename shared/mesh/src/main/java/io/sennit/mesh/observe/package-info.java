/** How the mesh is seen from outside: meters of calls, and the trace that log lines belong to. */
@NullMarked
package io.sennit.mesh.observe;

import org.jspecify.annotations.NullMarked;
