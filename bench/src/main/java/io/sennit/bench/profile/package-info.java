/** Where processor time and memory go in Sennit's processes while they are loaded. */
@NullMarked
package io.sennit.bench.profile;

import org.jspecify.annotations.NullMarked;
