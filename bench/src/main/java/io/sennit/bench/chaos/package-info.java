/**
 * Faults on real processes: each scenario starts a cluster, breaks a part of it under load, and
 * compares what it saw with its bars.
 */
@NullMarked
package io.sennit.bench.chaos;

import org.jspecify.annotations.NullMarked;
