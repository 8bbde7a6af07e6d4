package io.sennit.mesh.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a node keeps its files, and which PostgreSQL its services use.
 *
 * @param database the one for all services, or null for the embedded one
 * @param databaseOf those that single services use in its place, by the service's name
 */
public record DataSettings(Path folder, @Nullable Secret database, Map<String, Secret> databaseOf) {
  public DataSettings {
    databaseOf = Map.copyOf(databaseOf);
  }
}
