@NullMarked
package io.sennit.mesh.saga;

import org.jspecify.annotations.NullMarked;
