package io.sennit.mesh.link;

import io.sennit.bench.sample.Sample;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Calls and replies become bytes and are read again, eight to a batch. It stands in the package of
 * the format, which nobody else is to know.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FramesBenchmark.BATCH)
public class FramesBenchmark {
  static final int BATCH = 8;
  private static final int BATCHES = 64;

  @Param
  Sample of = Sample.TIME;

  private final List<List<Call>> calls = new ArrayList<>();
  private final List<List<Reply>> replies = new ArrayList<>();
  private final List<Buffer> writtenCalls = new ArrayList<>();
  private final List<Buffer> writtenReplies = new ArrayList<>();
  private int next;

  @Setup
  public void write() throws CorruptFrame {
    for (int batch = 0; batch < BATCHES; batch++) {
      List<Call> some = new ArrayList<>();
      List<Reply> answers = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        some.add(of.call(BATCH * batch + i));
        answers.add(of.reply(BATCH * batch + i));
      }
      calls.add(some);
      replies.add(answers);
      writtenCalls.add(batchOf(some));
      writtenReplies.add(batchOfReplies(answers));
    }
    require();
  }

  @Benchmark
  public Buffer writeCall() {
    return batchOf(calls.get(turn()));
  }

  @Benchmark
  public void readCall(Blackhole to) throws CorruptFrame {
    FrameReader in = frames(writtenCalls.get(turn()));
    while (in.hasMore()) {
      to.consume(Frames.readCall(content(in, to), 0));
    }
  }

  @Benchmark
  public Buffer writeReply() {
    return batchOfReplies(replies.get(turn()));
  }

  @Benchmark
  public void readReply(Blackhole to) throws CorruptFrame {
    FrameReader in = frames(writtenReplies.get(turn()));
    while (in.hasMore()) {
      to.consume(Frames.readReply(content(in, to)));
    }
  }

  private int turn() {
    return next++ & (BATCHES - 1);
  }

  private static Buffer batchOf(List<Call> some) {
    Buffer batch = Frames.startBatch(Frames.clockMillis());
    for (int i = 0; i < some.size(); i++) {
      Frames.writeCall(batch, i, i, some.get(i));
    }
    return batch;
  }

  private static Buffer batchOfReplies(List<Reply> some) {
    Buffer batch = Frames.startBatch(Frames.clockMillis());
    for (int i = 0; i < some.size(); i++) {
      Frames.writeReply(batch, i, some.get(i));
    }
    return batch;
  }

  private static FrameReader frames(Buffer batch) throws CorruptFrame {
    FrameReader in = new FrameReader(batch);
    in.intValue();
    in.longValue();
    return in;
  }

  private static FrameReader content(FrameReader in, Blackhole to) throws CorruptFrame {
    FrameReader frame = in.frame();
    to.consume(frame.byteValue());
    to.consume(frame.longValue());
    return frame;
  }

  /** What is measured does what it is for. */
  private void require() throws CorruptFrame {
    FrameReader in = frames(writtenCalls.get(0));
    FrameReader frame = in.frame();
    frame.byteValue();
    frame.longValue();
    Call read = Frames.readCall(frame, 0).call();
    if (!read.body().bytes().equals(calls.get(0).get(0).body().bytes())) {
      throw new IllegalStateException("a call does not survive its frame");
    }
  }
}
