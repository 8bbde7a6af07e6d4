/**
 * What plainly fits a schema: accepted at a glance, so that the validator is asked only about the
 * rest.
 */
@NullMarked
package io.sennit.mesh.fit;

import org.jspecify.annotations.NullMarked;
