package io.sennit.node.shop;

import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** At the plain addresses of the event bus, as a member of the cluster that has nothing of ours. */
record WayByBus(Vertx vertx) implements Way {
  private static final int PATIENCE_SECONDS = 15;

  @Override
  public boolean leadsTo(@Nullable Route route) {
    return true;
  }

  @Override
  public Visitor.Shown shown(Visitor visitor) {
    return visitor.bus();
  }

  @Override
  public Got ask(Visitor visitor, OperationId operation, @Nullable Route route, JsonObject input) {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(PATIENCE_SECONDS * 1_000L);
    List<String> header = visitor.bus().header();
    if (!header.isEmpty()) {
      options.addHeader(header.get(0), header.get(1));
    }
    try {
      Object body = vertx
          .eventBus()
          .request("sennit/" + operation.service() + "/" + operation.operation(), input, options)
          .await(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .body();
      return new Got(200, String.valueOf(body));
    } catch (ReplyException refused) {
      int status =
          refused.failureType() == ReplyFailure.NO_HANDLERS ? NOBODY_THERE : refused.failureCode();
      return new Got(status, String.valueOf(refused.getMessage()));
    } catch (TimeoutException late) {
      throw new AssertionError(operation + " did not answer on the bus", late);
    }
  }

  @Override
  public String toString() {
    return "the bus";
  }
}
