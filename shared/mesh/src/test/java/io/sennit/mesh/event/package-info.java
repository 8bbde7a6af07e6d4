@NullMarked
package io.sennit.mesh.event;

import org.jspecify.annotations.NullMarked;
