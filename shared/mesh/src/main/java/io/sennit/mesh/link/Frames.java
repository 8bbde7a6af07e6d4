package io.sennit.mesh.link;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The format of what lanes say to each other, in one place.
 *
 * <pre>
 * connection = batch*, of which the first one of whoever made it is its hello
 * batch   = length:4 (hello or sent-at:8 frame*)
 * hello   = magic:1 version:1 connection:8 ended:8 from:text to:text
 * frame   = length:4 type:1 correlation:8 content
 * CALL    = slot:4 remaining:4 trace:25 subject:text roles service:text operation:text headers:pairs params:pairs body
 * REPLY   = status:2 headers:pairs body
 * PROBLEM = status:2 executed:1 retry-after:4 limit:4 window:4 detail:text count:1 (field:text message:text)*
 * LEAVING, LEFT = nothing; CANCEL = nothing, of the call with its correlation
 * ASK, HERE = nothing, the answer with the correlation of the question
 * text    = length:2 UTF-8        pairs = count:1 (name:text value:text)*        body = the rest of the frame
 * </pre>
 *
 * <p>The time left travels as a duration, because clocks differ; sent-at lets the receiver find out
 * how much longer than usual a batch was under way.
 */
final class Frames {
  static final int ABANDONED = 0;
  static final int CALL = 1;
  static final int REPLY = 2;
  static final int PROBLEM = 3;
  static final int LEAVING = 4;
  static final int LEFT = 5;
  static final int ASK = 6;
  static final int HERE = 7;
  static final int CANCEL = 8;

  private static final int MAGIC = 0x5E;
  private static final int VERSION = 1;
  private static final int FRAME_HEADER = Integer.BYTES;
  private static final int NO_RETRY_AFTER = -1;
  private static final int NO_QUOTA = -1;

  private Frames() {}

  /**
   * The clock of sent-at: monotonic, so that a wall clock that is set does not make calls look
   * late. Only its differences on one machine mean anything.
   */
  static long clockMillis() {
    return System.nanoTime() / 1_000_000;
  }

  static Buffer startBatch(long sentAt) {
    return Buffer.buffer(1024).appendInt(0).appendLong(sentAt);
  }

  static void endBatch(Buffer batch) {
    batch.setInt(0, batch.length() - Integer.BYTES);
  }

  /** The longest hello: two texts, and what stands before them. */
  static final int LONGEST_HELLO =
      2 * Byte.BYTES + 2 * Long.BYTES + 2 * (Short.BYTES + FrameWriter.LONGEST_TEXT);

  /**
   * What whoever makes a connection says first: who it is, and whom it wants.
   *
   * @param connection what it calls the connection
   * @param ended the connection that was its way to the other one until it ended, or 0
   */
  record Hello(long connection, long ended, String from, String to) {}

  static Buffer hello(Hello hello) {
    Buffer batch = Buffer.buffer(256).appendInt(0);
    new FrameWriter(batch)
        .byteValue(MAGIC)
        .byteValue(VERSION)
        .longValue(hello.connection())
        .longValue(hello.ended())
        .text(hello.from())
        .text(hello.to());
    endBatch(batch);
    return batch;
  }

  static Hello readHello(Buffer batch) throws CorruptFrame {
    FrameReader in = new FrameReader(batch);
    int magic = in.byteValue();
    int version = in.byteValue();
    if (magic != MAGIC || version != VERSION) {
      throw new CorruptFrame("not a link of version " + VERSION + ": it begins with " + magic + ","
          + version + "; run the same Sennit on all nodes");
    }
    return new Hello(in.longValue(), in.longValue(), in.text(), in.text());
  }

  static void writeCall(Buffer batch, long correlation, int slot, Call call) {
    int start = begin(batch, CALL, correlation);
    FrameWriter out = new FrameWriter(batch);
    try {
      out.intValue(slot)
          .intValue((int) Math.min(Integer.MAX_VALUE, call.deadline().remainingMillis()));
      writeTrace(out, call.trace());
      writeIdentity(out, call.identity());
      out.text(call.operation().service()).text(call.operation().operation());
      out.pairs(call.headers()).pairs(call.params()).bytes(call.body().bytes());
      end(batch, start);
    } catch (RuntimeException unwritten) {
      abandon(batch, start);
      throw unwritten;
    }
  }

  /** A call as it arrived, and the slot that it is for. */
  record Arrival(int slot, long remainingMillis, Call call) {}

  /** Reads a call whose time left is less by what it was under way longer than usual. */
  static Arrival readCall(FrameReader in, long excessMillis) throws CorruptFrame {
    int slot = in.intValue();
    long remaining = in.intValue() - excessMillis;
    Trace trace = readTrace(in);
    Identity identity = readIdentity(in);
    OperationId operation = new OperationId(in.text(), in.text());
    Pairs headers = in.pairs();
    Pairs params = in.pairs();
    Envelope envelope =
        new Envelope(Deadline.afterMillis(remaining), identity, trace, headers, new Cancellation());
    return new Arrival(slot, remaining, new Call(operation, params, Body.of(in.rest()), envelope));
  }

  static void writeReply(Buffer batch, long correlation, Reply reply) {
    int start = begin(batch, REPLY, correlation);
    try {
      new FrameWriter(batch)
          .shortValue(reply.status())
          .pairs(reply.headers())
          .bytes(reply.body().bytes());
      end(batch, start);
    } catch (RuntimeException unwritten) {
      abandon(batch, start);
      throw unwritten;
    }
  }

  static Reply readReply(FrameReader in) throws CorruptFrame {
    return new Reply(in.shortValue(), in.pairs(), Body.of(in.rest()));
  }

  static void writeProblem(Buffer batch, long correlation, Problem problem) {
    int start = begin(batch, PROBLEM, correlation);
    FrameWriter out = new FrameWriter(batch);
    Duration retryAfter = problem.retryAfter();
    out.shortValue(problem.kind().status()).byteValue(problem.executed() ? 1 : 0);
    out.intValue(retryAfter == null ? NO_RETRY_AFTER : (int) retryAfter.toMillis());
    Quota quota = problem.quota();
    out.intValue(quota == null ? NO_QUOTA : quota.limit())
        .intValue(quota == null ? 0 : (int) quota.window().toMillis());
    List<FieldError> errors =
        problem.errors().subList(0, Math.min(0xFF, problem.errors().size()));
    out.text(bounded(problem.detail())).byteValue(errors.size());
    errors.forEach(error -> out.text(bounded(error.field())).text(bounded(error.message())));
    end(batch, start);
  }

  static Problem readProblem(FrameReader in) throws CorruptFrame {
    Kind kind = Kind.ofStatus(in.shortValue());
    boolean executed = in.byteValue() != 0;
    int retryAfter = in.intValue();
    int limit = in.intValue();
    Duration window = Duration.ofMillis(in.intValue());
    String detail = in.text();
    int count = in.byteValue();
    List<FieldError> errors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      errors.add(new FieldError(in.text(), in.text()));
    }
    @Nullable Duration wait = retryAfter == NO_RETRY_AFTER ? null : Duration.ofMillis(retryAfter);
    return Problem.restored(kind, detail, errors, executed, wait)
        .within(limit == NO_QUOTA ? null : new Quota(limit, window));
  }

  /** A frame that says all by its type. */
  static void writeWord(Buffer batch, int type, long correlation) {
    end(batch, begin(batch, type, correlation));
  }

  private static void writeTrace(FrameWriter out, Trace trace) {
    out.longValue(trace.high())
        .longValue(trace.low())
        .longValue(trace.span())
        .byteValue(trace.sampled() ? 1 : 0);
  }

  private static Trace readTrace(FrameReader in) throws CorruptFrame {
    return new Trace(in.longValue(), in.longValue(), in.longValue(), in.byteValue() == 1);
  }

  private static void writeIdentity(FrameWriter out, Identity identity) {
    out.text(identity.subject()).byteValue(identity.roles().size());
    identity.roles().forEach(out::text);
  }

  private static Identity readIdentity(FrameReader in) throws CorruptFrame {
    String subject = in.text();
    int count = in.byteValue();
    if (subject.isEmpty() && count == 0) {
      return Identity.ANONYMOUS;
    }
    List<String> roles = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      roles.add(in.text());
    }
    return new Identity(subject, roles);
  }

  private static int begin(Buffer batch, int type, long correlation) {
    int start = batch.length();
    batch.appendInt(0).appendByte((byte) type).appendLong(correlation);
    return start;
  }

  private static void end(Buffer batch, int start) {
    batch.setInt(start, batch.length() - start - FRAME_HEADER);
  }

  /**
   * Marks a frame that could not be finished, so that readers pass over it and the others of the
   * batch still go.
   */
  private static void abandon(Buffer batch, int start) {
    batch.setByte(start + FRAME_HEADER, (byte) ABANDONED);
    end(batch, start);
  }

  /** Texts of problems are for people; one that fills a frame helps nobody. */
  private static String bounded(String text) {
    int longest = 4096;
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
