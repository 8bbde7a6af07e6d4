package io.sennit.mesh.store;

/**
 * All migrations of a service's schema: its own, and those of the tables that the mesh keeps beside
 * the service's.
 */
record SchemaScripts(MigrationFiles service, MigrationFiles mesh) {
  private static final Migrations MESH =
      Migrations.of(SchemaScripts.class, "io/sennit/mesh/store/tables");

  static SchemaScripts read(Migrations service) {
    return new SchemaScripts(MigrationFiles.read(service), MigrationFiles.read(MESH));
  }

  /** Two equal fingerprints are the same migrations, whatever Flyway would make of them. */
  String fingerprint() {
    return "sennit migrations " + service.digest() + " " + mesh.digest();
  }
}
