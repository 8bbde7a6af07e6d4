package io.sennit.mesh.directory;

/** Where an instance or a node is in its life; only what is UP gets new work. */
public enum State {
  STARTING,
  UP,
  DRAINING
}
