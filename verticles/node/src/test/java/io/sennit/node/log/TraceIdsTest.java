package io.sennit.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/**
 * What a service logs while it works for a call names the call's trace, also after it has waited.
 */
@ExtendWith(VertxExtension.class)
class TraceIdsTest {

  /** Answers with the trace ids that its log lines have, before and after waiting. */
  private static final class Logging implements Service {
    private final Vertx vertx;

    Logging(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("logging")
          .operation(Operation.named("line").access(Access.ANYONE).handledBy(this::line))
          .build();
    }

    private Future<Reply> line(Call call) {
      JsonObject seen = new JsonObject().put("before", traceOfALine());
      return vertx
          .timer(1, TimeUnit.MILLISECONDS)
          .map(waited -> Reply.ok(seen.put("after", traceOfALine())));
    }
  }

  @Test
  void aLineNamesTheTraceOfItsCall(Vertx vertx) throws Exception {
    Mesh mesh = Mesh.start(vertx, MeshOptions.named("test"))
        .compose(m -> m.host(() -> new Logging(vertx), 1).map(m))
        .await(10, TimeUnit.SECONDS);
    for (int i = 0; i < 3; i++) {
      Call call = Call.to("logging.line");
      JsonObject seen = mesh.client().handle(call).await(10, TimeUnit.SECONDS).json();
      assertThat(seen)
          .isEqualTo(new JsonObject()
              .put("before", call.trace().traceId())
              .put("after", call.trace().traceId()));
    }
  }

  @Test
  void aLineOfNobodysCallNamesNone() {
    assertThat(traceOfALine()).isNull();
  }

  private static String traceOfALine() {
    Logger logger = (Logger) LoggerFactory.getLogger(TraceIdsTest.class);
    LoggingEvent line = new LoggingEvent("fqcn", logger, Level.INFO, "a line", null, null);
    new TraceIds().decide(line);
    return line.getMDCPropertyMap().get("traceId");
  }
}
