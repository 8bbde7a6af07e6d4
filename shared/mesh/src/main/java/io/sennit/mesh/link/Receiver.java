package io.sennit.mesh.link;

import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what other lanes send to one lane. Bytes that are no batch are refused or passed over and
 * counted; they harm nothing else that came with them.
 */
final class Receiver {
  private static final Logger log = LoggerFactory.getLogger(Receiver.class);

  private final Lane lane;
  private final LinkCounters counters;
  private final Map<String, TransitDelay> senders = new HashMap<>();

  Receiver(Lane lane, LinkCounters counters) {
    this.lane = lane;
    this.counters = counters;
  }

  Set<String> senders() {
    return senders.keySet();
  }

  boolean knows(String sender) {
    return senders.containsKey(sender);
  }

  void forget(String node) {
    senders.keySet().removeIf(sender -> Links.isLaneOf(node, sender));
  }

  void receive(Message<Object> message) {
    if (message.body() instanceof Batch batch) {
      receiveBatch(batch.bytes());
    } else {
      counters.corrupt();
      log.warn("Refused a message at {} that is no batch", lane.address());
      message.fail(
          Kind.MALFORMED.status(),
          "This address takes batches of calls; operations are at sennit/SERVICE/OPERATION.");
    }
  }

  private void receiveBatch(Buffer bytes) {
    FrameReader in = new FrameReader(bytes);
    try {
      Frames.Header header = Frames.readHeader(in);
      counters.received(bytes.length());
      long excess = senders
          .computeIfAbsent(header.sender(), s -> new TransitDelay())
          .excess(header.sentAt(), Frames.clockMillis());
      while (in.hasMore()) {
        receiveFrame(header.sender(), in.frame(), excess);
      }
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      log.warn(
          "Passed over the rest of a corrupt batch at {}: {}",
          lane.address(),
          corrupt.getMessage());
    }
  }

  private void receiveFrame(String sender, FrameReader frame, long excess) throws CorruptFrame {
    int type = frame.byteValue();
    long correlation = frame.longValue();
    switch (type) {
      case Frames.CALL -> receiveCall(sender, correlation, frame, excess);
      case Frames.REPLY -> lane.settle(correlation, reply(frame));
      case Frames.PROBLEM -> lane.settle(correlation, Future.failedFuture(problem(frame)));
      case Frames.LEAVING -> lane.peerLeaves(sender);
      case Frames.LEFT -> lane.peerSaidGoodbye(sender);
      case Frames.ABANDONED -> {
        // Its writer told its caller already.
      }
      default -> {
        counters.corrupt();
        log.warn("Passed over a frame of the unknown type {} from {}", type, sender);
      }
    }
  }

  private void receiveCall(String sender, long correlation, FrameReader frame, long excess) {
    try {
      Frames.Arrival arrival = Frames.readCall(frame, excess);
      lane.run(
          arrival.slot(),
          arrival.call(),
          outcome -> lane.onLoop(() -> lane.answer(sender, correlation, outcome)));
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      log.warn("Refused a corrupt call from {}: {}", sender, corrupt.getMessage());
      lane.answer(sender, correlation, Future.failedFuture(broken("The call", corrupt)));
    }
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
