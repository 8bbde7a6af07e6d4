package io.sennit.mesh.link;

/**
 * Whether an event loop of another node answers. It is taken to do so until it has been silent for
 * a while with calls waiting for it, or no connection to it could be made.
 */
public final class Reach {
  private volatile boolean lost;

  public boolean isLost() {
    return lost;
  }

  void lost() {
    lost = true;
  }

  void back() {
    lost = false;
  }
}
