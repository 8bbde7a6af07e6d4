/** The store's tests live here because they need a real server, which only this module brings. */
@NullMarked
package io.sennit.mesh.store;

import org.jspecify.annotations.NullMarked;
