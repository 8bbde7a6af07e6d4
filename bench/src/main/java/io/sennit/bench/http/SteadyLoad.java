package io.sennit.bench.http;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.measure.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are due at a steady rate, whether or not earlier ones have been answered. One that
 * finds no free connection waits, and its latency counts from the moment it was due. One thread
 * asks, and one reads, so that an answer is seen when it comes.
 */
final class SteadyLoad {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Selector selector = Selector.open();
  private final List<Line> lines = new ArrayList<>();
  private final Deque<Line> free = new ArrayDeque<>();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Latencies latencies = new Latencies();
  private final int rate;
  private final int count;
  private long right;
  private long wrong;
  private long lastAnswer = System.nanoTime();

  SteadyLoad(Target target, int connections, int rate, Duration time) throws IOException {
    this.rate = rate;
    this.count = Math.toIntExact(rate * time.toMillis() / 1_000);
    URI uri = target.uri();
    byte[] request = ("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
            + "\r\nAuthorization: Bearer " + target.token() + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < connections; i++) {
      lines.add(new Line(new InetSocketAddress(uri.getHost(), uri.getPort()), request, selector));
    }
    free.addAll(lines);
  }

  /** Returns when the last answer has come, or none came for a while. */
  Shot run() throws Exception {
    Thread reader = new Thread(this::read, "answers");
    reader.setDaemon(true);
    reader.start();
    long started = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = started + i * TimeUnit.SECONDS.toNanos(1) / rate;
      Patience.untilNanos(due);
      ask(due);
    }
    Patience.until(() -> ended() == count, SILENCE);
    selector.close();
    reader.join();
    giveUp();
    Duration time = Duration.ofNanos(lastAnswer - started);
    return new Shot(right, count - right, time, latencies.percentile(50), latencies.percentile(99));
  }

  /** Those without an answer have taken at least until now. */
  private void giveUp() throws IOException {
    long now = System.nanoTime();
    waiting.forEach(due -> latencies.record(now - due));
    for (Line line : lines) {
      if (line.isAsked()) {
        latencies.record(now - line.due());
      }
      line.close();
    }
  }

  private synchronized long ended() {
    return right + wrong;
  }

  private synchronized void ask(long due) {
    Line line = free.poll();
    if (line == null) {
      waiting.add(due);
    } else {
      line.ask(due);
    }
  }

  private void read() {
    try {
      while (selector.isOpen()) {
        selector.select(this::take);
      }
    } catch (ClosedSelectorException over) {
      // The turn has ended.
    } catch (IOException broken) {
      System.err.println("no answers are read any more: " + broken);
    }
  }

  private synchronized void take(SelectionKey key) {
    try {
      Line line = (Line) key.attachment();
      Received received = line.read();
      if (received == Received.PART) {
        return;
      }
      lastAnswer = System.nanoTime();
      latencies.record(lastAnswer - line.due());
      right += received == Received.RIGHT ? 1 : 0;
      wrong += received == Received.WRONG ? 1 : 0;
      @Nullable Long next = waiting.poll();
      if (next == null) {
        free.add(line);
      } else {
        line.ask(next);
      }
    } catch (IOException broken) {
      wrong++;
    }
  }
}
