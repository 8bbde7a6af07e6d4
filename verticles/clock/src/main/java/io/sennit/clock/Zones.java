package io.sennit.clock;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Schema;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Function;

/** What both services share: the time zone they take, and the form of their answers. */
final class Zones {
  static final Schema INPUT = Schema.object()
      .optional(
          "zone",
          Schema.string()
              .length(1, 64)
              .described("An IANA time zone such as Europe/Paris; UTC if left out"));

  // Resolving a zone id costs more than all the rest of an answer, and most callers name none.
  private static final ZoneId UTC = ZoneId.of("UTC");

  private Zones() {}

  /** What both answer. */
  static Schema output(String field) {
    return Schema.answer()
        .required(field, Schema.string())
        .required("iso", Schema.string().format("date-time"))
        .required("zone", Schema.string());
  }

  /**
   * The moment of now in the zone that is asked for: as the service writes it, and as RFC 3339
   * does.
   */
  static Future<Reply> answer(
      Clock clock, Call call, String field, Function<ZonedDateTime, String> written) {
    ZonedDateTime now = now(clock, call);
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put(field, written.apply(now))
        .put("iso", Moments.iso(now))
        .put("zone", now.getZone().getId())));
  }

  private static ZonedDateTime now(Clock clock, Call call) {
    String zone = call.input().getString("zone");
    if (zone == null) {
      return ZonedDateTime.ofInstant(clock.instant(), UTC);
    }
    try {
      return ZonedDateTime.ofInstant(clock.instant(), ZoneId.of(zone));
    } catch (DateTimeException unknown) {
      throw Problem.invalid(
          "zone", "must be a time zone such as UTC or Europe/Paris; '" + zone + "' is none");
    }
  }
}
