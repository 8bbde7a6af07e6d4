package io.sennit.mesh.settings;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a command that uses a gateway needs.
 *
 * @param http the gateway's address
 * @param adminPassword the administrator's, or null to read it from the node's data folder
 */
public record VisitorSettings(
    URI http, Path folder, @Nullable Secret adminPassword) {}
