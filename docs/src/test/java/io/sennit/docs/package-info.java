/** Holds the documentation to its word. */
@NullMarked
package io.sennit.docs;

import org.jspecify.annotations.NullMarked;
