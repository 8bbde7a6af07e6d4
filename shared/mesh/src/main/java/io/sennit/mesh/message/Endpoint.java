package io.sennit.mesh.message;

/** Where an instance takes calls: the lane of its event loop, and its slot there. */
public record Endpoint(String node, String lane, int slot) {}
