package io.sennit.mesh.settings;

/** What configures a PostgreSQL that runs alone. */
public record PostgresSettings(DataSettings data, int port, LogFormat logFormat) {}
