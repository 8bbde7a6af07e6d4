package io.sennit.mesh.settings;

/** A setting that must not be seen: printing it shows nothing. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "(secret)";
  }
}
