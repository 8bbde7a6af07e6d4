package io.sennit.mesh.link;

import io.vertx.core.buffer.Buffer;

/** What one lane sent another in one turn: a header and frames, as bytes. */
record Batch(Buffer bytes) {}
