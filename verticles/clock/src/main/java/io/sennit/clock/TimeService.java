package io.sennit.clock;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import java.time.Clock;

/** Tells the time, in UTC or in the zone that is asked for. */
public final class TimeService implements Service {
  private final Clock clock;

  public TimeService() {
    this(Clock.systemUTC());
  }

  TimeService(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ServiceSpec spec() {
    Operation.Builder now = Operation.named("now")
        .get("/time")
        .summary("Tells the time, in UTC or in another zone")
        .access(Access.ANYONE)
        .input(Zones.INPUT)
        .output(200, Zones.output("time"));
    return ServiceSpec.named("time")
        .version("1.0.0")
        .keepsNothing()
        .operation(now.handledBy(this::now))
        .build();
  }

  private Future<Reply> now(Call call) {
    return Zones.answer(clock, call, "time", Moments::time);
  }
}
