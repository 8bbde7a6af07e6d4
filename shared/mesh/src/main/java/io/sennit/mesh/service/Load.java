package io.sennit.mesh.service;

import io.sennit.mesh.directory.Instance;
import java.time.Instant;

/** What an instance has to do: calls in hand now, and calls answered since it started. */
public record Load(Instance instance, Instant startedAt, int inHand, long served) {}
