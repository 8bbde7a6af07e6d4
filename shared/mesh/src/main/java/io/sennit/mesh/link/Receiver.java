package io.sennit.mesh.link;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what other lanes send to one lane, and answers their calls. Frames that cannot be read are
 * refused or passed over and counted; they harm nothing else that came with them.
 */
final class Receiver {
  private static final Logger log = LoggerFactory.getLogger(Receiver.class);

  private final Lane lane;
  private final Correspondents others;
  private final LinkCounters counters;

  Receiver(Lane lane, Correspondents others, LinkCounters counters) {
    this.lane = lane;
    this.others = others;
    this.counters = counters;
  }

  /** Takes a batch of another lane. */
  void receive(String from, Buffer batch) throws CorruptFrame {
    FrameReader in = new FrameReader(batch);
    long sentAt = in.longValue();
    counters.received(batch.length());
    Correspondent sender = others.with(from);
    long excess = sender.heard(sentAt, Frames.clockMillis());
    while (in.hasMore()) {
      FrameReader frame = in.frame();
      try {
        receiveFrame(sender, frame, excess);
      } catch (RuntimeException defect) {
        // Such as one of a service that was told to stop: the others of the batch are not to
        // suffer.
        log.error("A frame from {} could not be dealt with", sender.address(), defect);
      }
    }
  }

  private void receiveFrame(Correspondent sender, FrameReader frame, long excess)
      throws CorruptFrame {
    int type = frame.byteValue();
    long correlation = frame.longValue();
    switch (type) {
      case Frames.CALL -> receiveCall(sender, correlation, frame, excess);
      case Frames.REPLY -> lane.settle(correlation, reply(frame));
      case Frames.PROBLEM -> lane.settle(correlation, Future.failedFuture(problem(frame)));
      case Frames.CANCEL -> sender.running().stop(correlation);
      case Frames.ASK -> sender.asked(correlation);
      case Frames.HERE -> sender.answered(correlation);
      case Frames.LEAVING -> others.leaves(sender);
      case Frames.LEFT -> others.saidGoodbye(sender);
      case Frames.ABANDONED -> {
        // Its writer told its caller already.
      }
      default -> {
        counters.corrupt();
        log.warn("Passed over a frame of the unknown type {} from {}", type, sender.address());
      }
    }
  }

  private void receiveCall(Correspondent sender, long correlation, FrameReader frame, long excess) {
    try {
      Frames.Arrival arrival = Frames.readCall(frame, excess);
      run(sender, correlation, arrival.slot(), arrival.call());
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      log.warn("Refused a corrupt call from {}: {}", sender.address(), corrupt.getMessage());
      answer(sender, correlation, Future.failedFuture(broken("The call", corrupt)));
    }
  }

  private void run(Correspondent sender, long correlation, int slot, Call call) {
    Future<Reply> outcome = lane.run(slot, call);
    if (outcome.isComplete()) {
      answer(sender, correlation, outcome);
      return;
    }
    sender.running().add(correlation, call);
    others.lookAfter();
    outcome.onComplete(end -> lane.onLoop(() -> {
      sender.running().ended(correlation);
      if (!call.cancellation().isCancelled()) {
        answer(sender, correlation, end);
      }
    }));
  }

  /** Sends an answer back to the lane that a call came from, unless that has gone meanwhile. */
  private void answer(Correspondent caller, long correlation, AsyncResult<Reply> outcome) {
    if (others.known(caller.address()) != caller) {
      return;
    }
    if (outcome.failed()) {
      writeProblem(caller, correlation, outcome.cause());
      return;
    }
    try {
      caller.outbox().append(batch -> Frames.writeReply(batch, correlation, outcome.result()));
    } catch (RuntimeException unwritten) {
      log.error("A reply could not be written and its caller got a problem instead", unwritten);
      writeProblem(caller, correlation, unwritten);
    }
  }

  private static void writeProblem(Correspondent caller, long correlation, Throwable failure) {
    Problem problem = failure instanceof Problem known ? known : Problem.internal();
    caller.outbox().append(batch -> Frames.writeProblem(batch, correlation, problem));
  }

  private Future<Reply> reply(FrameReader frame) {
    try {
      return Future.succeededFuture(Frames.readReply(frame));
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      return Future.failedFuture(broken("The reply", corrupt));
    }
  }

  private Problem problem(FrameReader frame) {
    try {
      return Frames.readProblem(frame);
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      return broken("The answer", corrupt);
    }
  }

  private static Problem broken(String what, CorruptFrame corrupt) {
    return Problem.of(
        Kind.BROKEN_PROTOCOL, what + " could not be read: " + corrupt.getMessage() + ".");
  }
}
