@NullMarked
package io.sennit.postgres;

import org.jspecify.annotations.NullMarked;
