package io.sennit.mesh.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another lane, as the one that talks with it knows it. It belongs to that lane's event loop. */
final class Correspondent {
  private static final Logger log = LoggerFactory.getLogger(Correspondent.class);

  private final String address;
  private final String node;
  private final Reach reach;
  private final Outbox outbox;
  private final TransitDelay transit = new TransitDelay();
  private final Hearing hearing = new Hearing();
  private final RunningCalls running = new RunningCalls();

  Correspondent(String address, Reach reach, Outbox outbox) {
    this.address = address;
    this.node = Links.nodeOf(address);
    this.reach = reach;
    this.outbox = outbox;
  }

  String address() {
    return address;
  }

  boolean isOf(String otherNode) {
    return node.equals(otherNode);
  }

  Outbox outbox() {
    return outbox;
  }

  RunningCalls running() {
    return running;
  }

  Hearing hearing() {
    return hearing;
  }

  Reach reach() {
    return reach;
  }

  /** A batch came from it; returns how much longer than usual that was under way. */
  long heard(long sentAt, long now) {
    hearing.heard();
    if (reach.isLost()) {
      reach.back();
      log.info("{} answers again", address);
    }
    return transit.excess(sentAt, now);
  }

  boolean needsLookingAfter() {
    return !hearing.isIdle() || !running.isEmpty();
  }

  void say(int word) {
    outbox.append(batch -> Frames.writeWord(batch, word, 0));
  }

  void takeBack(long correlation) {
    outbox.append(batch -> Frames.writeWord(batch, Frames.CANCEL, correlation));
  }
}
