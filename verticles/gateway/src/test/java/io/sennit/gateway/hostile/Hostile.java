package io.sennit.gateway.hostile;

import io.sennit.gateway.head.Guard;
import org.jspecify.annotations.Nullable;

/** What somebody sends who means no good. */
final class Hostile {
  private final String name;
  private final @Nullable Guard guard;
  private final byte[] bytes;

  Hostile(String name, @Nullable Guard guard, byte[] bytes) {
    this.name = name;
    this.guard = guard;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  /** The one that is there for it, where it is one of the head's. */
  @Nullable
  Guard guard() {
    return guard;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return name;
  }
}
