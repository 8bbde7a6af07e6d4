package io.sennit.postgres;

import java.nio.file.Path;

/** Spares each test its own unpacking: the binaries lie in the build's folder. */
public final class TestPostgres {
  static final Path BINARIES = Path.of("target");

  private TestPostgres() {}

  public static PostgresOptions in(Path data) {
    return PostgresOptions.in(data).withBinaries(BINARIES);
  }
}
