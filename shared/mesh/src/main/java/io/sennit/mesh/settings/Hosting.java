package io.sennit.mesh.settings;

/**
 * A part that a node hosts.
 *
 * @param instances how many of it, or {@link #AS_FITS}
 */
public record Hosting(String name, int instances) {
  /** Nobody said how many: the node takes as many as fit it. */
  public static final int AS_FITS = 0;
}
