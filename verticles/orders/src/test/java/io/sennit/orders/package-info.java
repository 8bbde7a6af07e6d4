@NullMarked
package io.sennit.orders;

import org.jspecify.annotations.NullMarked;
