package io.sennit.mesh.service;

/**
 * The secrets that a node has for its services, by name: those that its operator gave it, and those
 * that it makes and keeps where nobody gave one.
 *
 * <p>A service asks only when it needs one: where none was given, asking is what makes it.
 */
@FunctionalInterface
public interface Secrets {
  /** Of a mesh that was given none. */
  Secrets NONE = name -> {
    throw new IllegalStateException("nobody gave this node the secret '" + name
        + "': name where secrets come from with MeshOptions.secrets(...)");
  };

  /** May block: a secret can stand in a file. The same name has the same secret from then on. */
  String named(String name);
}
