package io.sennit.mesh.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.client.Client;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.link.Links;
import io.sennit.mesh.stream.Streams;
import io.sennit.mesh.token.Authenticator;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.Vertx;

/** The parts of a node that its services run on. */
public record NodeParts(
    Vertx vertx,
    Directory directory,
    Links links,
    Streams streams,
    Client client,
    Authenticator authenticator,
    MeterRegistry meters,
    Spans spans,
    Secrets secrets) {}
