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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

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
  static Future<Reply> answer(Clock clock, Call call, String field, DateTimeFormatter format) {
    ZonedDateTime now = now(clock, call);
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put(field, format.format(now))
        .put("iso", iso(now))
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

  private static String iso(ZonedDateTime now) {
    ZonedDateTime millis = now.truncatedTo(ChronoUnit.MILLIS);
    // A zone without offset is written Z, as RFC 3339 has it for UTC.
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        now.getOffset().equals(ZoneOffset.UTC)
            ? millis.withZoneSameInstant(ZoneOffset.UTC)
            : millis);
  }
}
