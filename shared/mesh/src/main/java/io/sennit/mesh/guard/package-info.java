/**
 * What stands between a call and the instances that may answer it: each guard looks after one
 * danger, and the client puts them together.
 */
@NullMarked
package io.sennit.mesh.guard;

import org.jspecify.annotations.NullMarked;
