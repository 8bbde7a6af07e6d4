package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;

/** Lets no call take longer than its policy allows, and sends none that nobody waits for. */
public final class WithinDeadline implements CallHandler {
  private final Duration longest;
  private final CallHandler next;

  public WithinDeadline(Duration longest, CallHandler next) {
    this.longest = longest;
    this.next = next;
  }

  @Override
  public Future<Reply> handle(Call call) {
    long now = System.nanoTime();
    if (call.deadline().passed(now)) {
      return Future.failedFuture(Problem.late());
    }
    boolean tooLong = call.deadline().nanoTime() - now > longest.toNanos();
    return next.handle(tooLong ? call.within(new Deadline(now + longest.toNanos())) : call);
  }
}
