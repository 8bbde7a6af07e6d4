package io.sennit.mesh.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What an instance's events are told and handled with.
 *
 * @param mesh reaches other services
 * @param spans where it is remembered what became of events
 * @param self the instance's id
 * @param members the instances of the service that share its work now
 * @param alive all that are still there, working or about to leave
 */
public record Surroundings(
    Vertx vertx,
    Store store,
    CallHandler mesh,
    MeterRegistry meters,
    Spans spans,
    String self,
    Supplier<Set<String>> members,
    Supplier<Set<String>> alive) {}
