package io.sennit.mesh.settings;

import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a gateway speaks TLS with, PEM all of them.
 *
 * @param certificate its own, followed by those that vouch for it
 * @param clientCa who may vouch for clients; null where no client is asked for a certificate
 */
public record TlsSettings(
    Path certificate, Path key, @Nullable Path clientCa, ClientAuth clientAuth) {}
