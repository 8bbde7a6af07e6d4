package io.sennit.gateway.accesslog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import io.sennit.gateway.rules.AccessLogging;
import io.sennit.gateway.visit.Ending;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Trace;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes a line for each request that its route's rules, its status or its slowness want in. */
public final class AccessLog implements Ending, AutoCloseable {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final long MEBIBYTE = 1 << 20;
  private static final int SERVER_ERROR = 500;
  private static final double UNIT = 0x1p-53;

  private static final byte[] TIME = Line.ascii("\"time\":");
  private static final byte[] METHOD = Line.ascii(",\"method\":");
  private static final byte[] ROUTE = Line.ascii(",\"route\":");
  private static final byte[] PATH = Line.ascii(",\"path\":");
  private static final byte[] STATUS = Line.ascii(",\"status\":");
  private static final byte[] MICROS = Line.ascii(",\"micros\":");
  private static final byte[] RECEIVED = Line.ascii(",\"received\":");
  private static final byte[] SENT = Line.ascii(",\"sent\":");
  private static final byte[] PROTOCOL = Line.ascii(",\"protocol\":");
  private static final byte[] CLIENT = Line.ascii(",\"client\":");
  private static final byte[] CALLER = Line.ascii(",\"caller\":");
  private static final byte[] TRACE = Line.ascii(",\"trace\":\"");
  private static final byte[] QUOTE = Line.ascii("\"");

  private final AccessLogging rules;
  private final Clock clock;
  private final LogWriter writer;
  private final FastThreadLocal<Sheet> sheets = new FastThreadLocal<>() {
    @Override
    protected Sheet initialValue() {
      return new Sheet(new Line(LONGEST_LINE), writer.open());
    }
  };

  /** What an event loop writes on. */
  private record Sheet(Line line, Pages pages) {}

  private AccessLog(AccessLogging rules, Clock clock, LogWriter writer) {
    this.rules = rules;
    this.clock = clock;
    this.writer = writer;
  }

  /**
   * Opens the file and goes on behind what is in it.
   *
   * @param folder where the file is, unless the rules name an absolute path
   */
  public static AccessLog open(AccessLogging rules, Path folder, Clock clock, MeterRegistry meters)
      throws IOException {
    Path path = folder.resolve(rules.file());
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    RollingFile file = new RollingFile(path, rules.largest() * MEBIBYTE, rules.kept());
    Counter dropped = Counter.builder("sennit.gateway.log.dropped")
        .description("Lines of the access log that could not be written in time")
        .register(meters);
    return new AccessLog(rules, clock, new LogWriter(file, dropped::increment));
  }

  @Override
  public void ended(Visit visit, int status, long nanos) {
    if (isWanted(visit, status, nanos)) {
      Sheet sheet = sheets.get();
      if (sheet.pages().add(encode(sheet.line(), visit, status, nanos))) {
        writer.wake();
      }
    }
  }

  private boolean isWanted(Visit visit, int status, long nanos) {
    Target target = visit.target();
    double share = target == null ? 1 : target.rules().logged();
    return share >= 1
        || status >= SERVER_ERROR
        || nanos >= rules.slow().toNanos()
        // By the trace, so that all who sample it take or leave the same ones.
        || (visit.trace().low() >>> 11) * UNIT < share;
  }

  private Line encode(Line line, Visit visit, int status, long nanos) {
    HttpServerRequest request = visit.request();
    Target target = visit.target();
    Trace trace = visit.trace();
    line.begin().raw(TIME).time(clock.millis());
    line.raw(METHOD).text(request.method().name());
    line.raw(ROUTE).text(target == null ? "none" : target.label());
    if (rules.paths()) {
      line.raw(PATH).text(String.valueOf(request.path()));
    }
    line.raw(STATUS).number(status);
    line.raw(MICROS).number(nanos / 1_000);
    line.raw(RECEIVED).number(request.bytesRead());
    line.raw(SENT).number(visit.response().bytesWritten());
    line.raw(PROTOCOL).text(protocol(request.version()));
    line.raw(CLIENT).text(Neighbourhood.of(visit.address()));
    line.raw(CALLER).text(caller(visit));
    line.raw(TRACE).hex(trace.high(), 16).hex(trace.low(), 16).raw(QUOTE);
    return line.end();
  }

  /** That somebody was known, and not who: that is personal, and the trace leads to it. */
  private static String caller(Visit visit) {
    return visit.identity().isAnonymous() ? "anonymous" : "known";
  }

  private static String protocol(@Nullable HttpVersion version) {
    return version == null
        ? "unknown"
        : switch (version) {
          case HTTP_1_0 -> "HTTP/1.0";
          case HTTP_1_1 -> "HTTP/1.1";
          case HTTP_2 -> "HTTP/2";
        };
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
