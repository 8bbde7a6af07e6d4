package io.sennit.mesh.settings;

/** How log lines are written. */
public enum LogFormat {
  TEXT,
  JSON
}
