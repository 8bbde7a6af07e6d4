package io.sennit.node.shop;

import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A way into the shop from outside. */
interface Way {

  /** What somebody got: the status that the answer has in HTTP, and its text. */
  record Got(int status, String text) {}

  /** No status: there is nobody to ask. */
  int NOBODY_THERE = -1;

  /** Whether an operation can be reached this way at all. */
  boolean leadsTo(@Nullable Route route);

  Visitor.Shown shown(Visitor visitor);

  Got ask(Visitor visitor, OperationId operation, @Nullable Route route, JsonObject input);
}
