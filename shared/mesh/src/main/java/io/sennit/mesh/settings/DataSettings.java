package io.sennit.mesh.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a node keeps its files, and which PostgreSQL it uses.
 *
 * @param database the server to use, or null for the embedded one
 */
public record DataSettings(Path folder, @Nullable Secret database) {}
