package io.sennit.mesh.stream;

import io.sennit.mesh.message.Endpoint;

/** The other end of a stream: the desk that has it, and its name there. */
record Peer(Endpoint desk, String id) {}
