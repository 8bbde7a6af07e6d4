/**
 * The log of what each service has told, and those who read it: every event is handled by every
 * group, in the order of its subject, and its effects are kept exactly once.
 */
@NullMarked
package io.sennit.mesh.event;

import org.jspecify.annotations.NullMarked;
