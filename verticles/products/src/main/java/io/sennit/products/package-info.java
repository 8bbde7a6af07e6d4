/** What is sold, for how much, and how many pieces of it there are. */
@NullMarked
package io.sennit.products;

import org.jspecify.annotations.NullMarked;
