package io.sennit.node.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.sennit.mesh.settings.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up Logback in code: one appender to standard error, readable or JSON.
 *
 * <p>Standard output belongs to what commands answer. A configuration file would cost a tenth of a
 * second at each start.
 */
public final class Logging {
  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%replace( [trace %X{traceId}]){' \\[trace \\]', ''}%n";

  private Logging() {}

  public static void configure(LogFormat format) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder(context, format));
    console.addFilter(new TraceIds());
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("io.sennit").setLevel(Level.INFO);
    // It warns of what is meant to be: that its members share a machine, and that it runs without
    // its data grid.
    context.getLogger("com.hazelcast").setLevel(Level.ERROR);
    // It tells each attempt to reach a node that has died with a stack trace; the links tell once.
    context.getLogger("io.vertx.core.eventbus.impl.clustered").setLevel(Level.ERROR);
  }

  /**
   * From now on nothing is logged. Parts that are closed while they still open tell it with stack
   * traces, and it is what a user who stops a start has asked for.
   */
  public static void silence() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    if (format == LogFormat.JSON) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      json.setWithContext(false);
      json.setWithMessage(false);
      json.setWithFormattedMessage(true);
      json.start();
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(PATTERN);
    text.start();
    return text;
  }
}
