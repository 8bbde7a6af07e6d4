package io.sennit.mesh.link;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another lane, as the one that talks with it knows it. It belongs to that lane's event loop. */
final class Correspondent {
  private static final Logger log = LoggerFactory.getLogger(Correspondent.class);

  private final String address;
  private final String node;
  private final Reach reach;
  private final Way way;
  private final Outbox outbox;
  private final TransitDelay transit = new TransitDelay();
  private final Hearing hearing = new Hearing();
  private final RunningCalls running = new RunningCalls();
  private final LongObjectMap<Promise<Void>> questions = new LongObjectHashMap<>();
  private long lastQuestion;

  Correspondent(String address, Reach reach, Way way, Outbox outbox) {
    this.address = address;
    this.node = Links.nodeOf(address);
    this.reach = reach;
    this.way = way;
    this.outbox = outbox;
  }

  String address() {
    return address;
  }

  String node() {
    return node;
  }

  boolean isOf(String otherNode) {
    return node.equals(otherNode);
  }

  Way way() {
    return way;
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
    say(word, 0);
  }

  private void say(int word, long correlation) {
    outbox.append(batch -> Frames.writeWord(batch, word, correlation));
  }

  void takeBack(long correlation) {
    say(Frames.CANCEL, correlation);
  }

  /** Ends when the other lane has all that was sent or gathered for it until now. */
  Future<Void> arrived() {
    if (!way.isUsed() && outbox.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> answered = Promise.promise();
    questions.put(++lastQuestion, answered);
    say(Frames.ASK, lastQuestion);
    return answered.future();
  }

  /** What was under way has ended with its connection, and is not waited for any more. */
  void nothingUnderWay() {
    List<Promise<Void>> waiting = List.copyOf(questions.values());
    questions.clear();
    waiting.forEach(Promise::complete);
  }

  /** It asked whether this lane is there. */
  void asked(long question) {
    say(Frames.HERE, question);
  }

  void answered(long question) {
    Promise<Void> waiting = questions.remove(question);
    if (waiting != null) {
      waiting.complete();
    }
  }
}
