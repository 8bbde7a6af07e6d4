package io.sennit.mesh.store;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Shows Flyway the migrations that were read already, which spares it the search of the class path.
 */
final class FlywayResources implements ResourceProvider {
  private final MigrationFiles files;

  FlywayResources(MigrationFiles files) {
    this.files = files;
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    String text = files.texts().get(name);
    return text == null ? null : new Script(files.origin().location(), name, text);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    List<LoadableResource> found = new ArrayList<>();
    files.texts().forEach((name, text) -> {
      Script script = new Script(files.origin().location(), name, text);
      if (script.getFilename().startsWith(prefix)
          && Arrays.stream(suffixes).anyMatch(name::endsWith)) {
        found.add(script);
      }
    });
    return found;
  }

  private static final class Script extends LoadableResource {
    private final String location;
    private final String name;
    private final String text;

    Script(String location, String name, String text) {
      this.location = location;
      this.name = name;
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return location + "/" + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
