package io.sennit.mesh.settings;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a command that asks a running node needs.
 *
 * @param token the admin token, or null to read it from the node's data folder
 */
public record ClientSettings(
    URI admin, Path folder, @Nullable Secret token) {}
