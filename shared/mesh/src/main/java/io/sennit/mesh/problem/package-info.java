/** The one failure type of the mesh: what went wrong, for whom, and what to do next. */
@NullMarked
package io.sennit.mesh.problem;

import org.jspecify.annotations.NullMarked;
