package io.sennit.mesh.settings;

/** A host and a port; port 0 means any free one. */
public record Address(String host, int port) {
  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
