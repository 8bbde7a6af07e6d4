package io.sennit.clock;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import java.time.Clock;

/** Tells the date, in UTC or in the zone that is asked for. */
public final class DateService implements Service {
  private final Clock clock;

  public DateService() {
    this(Clock.systemUTC());
  }

  DateService(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ServiceSpec spec() {
    Operation.Builder today = Operation.named("today")
        .get("/date")
        .summary("Tells the date, in UTC or in another zone")
        .access(Access.ANYONE)
        .input(Zones.INPUT)
        .output(200, Zones.output("date"));
    return ServiceSpec.named("date")
        .version("1.0.0")
        .keepsNothing()
        .operation(today.handledBy(this::today))
        .build();
  }

  private Future<Reply> today(Call call) {
    return Zones.answer(clock, call, "date", Moments::date);
  }
}
