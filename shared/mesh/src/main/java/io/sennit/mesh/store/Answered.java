package io.sennit.mesh.store;

import io.sennit.mesh.message.Reply;

/**
 * The answer to a call.
 *
 * @param isFirst whether its work has just been done, and not at an earlier call with the same key
 */
record Answered(Reply reply, boolean isFirst) {}
