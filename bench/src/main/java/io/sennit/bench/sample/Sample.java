package io.sennit.bench.sample;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.ClientAddress;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.service.Schema;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/** A request as the gateway passes it on, and its answer; each number makes other ones. */
public enum Sample {
  /** {@code GET /time}. */
  TIME,
  /** {@code POST /order} of two products. */
  ORDER;

  /** What an order must look like. */
  public static final Schema ORDER_INPUT = Schema.object()
      .required(
          "items",
          Schema.array(Schema.object()
                  .required("productId", Schema.uuid())
                  .required("quantity", Schema.integer().range(1, 10_000)))
              .items(1, 100));

  private static final Duration LONGER_THAN_ANY_RUN = Duration.ofHours(1);

  public Call call(int number) {
    Identity user = new Identity(uuid(number), List.of("customer"));
    Envelope envelope =
        Envelope.by(user).in(Trace.start()).within(Deadline.after(LONGER_THAN_ANY_RUN));
    return switch (this) {
      case TIME -> new Call(new OperationId("time", "now"), Pairs.EMPTY, Body.EMPTY, envelope);
      case ORDER ->
        new Call(
            new OperationId("orders", "place"),
            Pairs.EMPTY,
            Body.of(order(number)),
            new Envelope(
                envelope.deadline(),
                user,
                envelope.trace(),
                ClientAddress.add(Pairs.of("idempotency-key", uuid(~number)), "203.0.113.7"),
                envelope.cancellation()));
    };
  }

  public Reply reply(int number) {
    return switch (this) {
      case TIME -> new Reply(200, Pairs.EMPTY, Body.of(Buffer.buffer(time(number))));
      case ORDER ->
        new Reply(
            201,
            Pairs.of("location", "/order/" + uuid(number), "etag", "\"1\""),
            Body.of(placed(number)));
    };
  }

  /** The body of the request for an order. */
  public static Buffer order(int number) {
    return Buffer.buffer("{\"items\":" + items(number) + "}");
  }

  private static Buffer placed(int number) {
    return Buffer.buffer("{\"id\":\"" + uuid(number) + "\",\"userId\":\"" + uuid(number + 1)
        + "\",\"status\":\"PENDING\",\"version\":1,\"items\":" + items(number)
        + ",\"createdAt\":\"2026-11-29T05:06:07.123456Z\"}");
  }

  private static String items(int number) {
    return "[{\"productId\":\"" + uuid(number + 2) + "\",\"quantity\":" + (1 + number % 9)
        + "},{\"productId\":\"" + uuid(number + 3) + "\",\"quantity\":1}]";
  }

  private static String time(int number) {
    int second = 10 + number % 50;
    return "{\"time\":\"2026-11-29 05:06:" + second + "\",\"iso\":\"2026-11-29T05:06:" + second
        + "Z\",\"zone\":\"UTC\"}";
  }

  /** Of the form of all ids. */
  public static String uuid(int number) {
    return String.format("0190b8a2-7c4e-7d10-8a31-%012x", number & 0xFFFF_FFFFL);
  }
}
