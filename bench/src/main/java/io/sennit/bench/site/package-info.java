/** The shop as processes of this machine, for what is done to it from outside. */
@NullMarked
package io.sennit.bench.site;

import org.jspecify.annotations.NullMarked;
