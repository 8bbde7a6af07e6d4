package io.sennit.node.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.observe.TraceContext;
import java.util.Map;

/** Gives each line the trace of the call that its context works for. */
final class TraceIds extends Filter<ILoggingEvent> {
  @Override
  public FilterReply decide(ILoggingEvent event) {
    Trace trace = TraceContext.current();
    if (trace != null && event instanceof LoggingEvent line) {
      line.setMDCPropertyMap(Map.of("traceId", trace.traceId()));
    }
    return FilterReply.NEUTRAL;
  }
}
