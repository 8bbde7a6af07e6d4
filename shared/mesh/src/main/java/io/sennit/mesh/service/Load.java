package io.sennit.mesh.service;

import io.sennit.mesh.directory.Instance;

/** What an instance has to do: calls in hand now, and calls answered since it started. */
public record Load(Instance instance, int inHand, long served) {}
