package io.sennit.mesh.directory;

import java.util.Set;
import java.util.function.Consumer;

/** The membership of a process that is no cluster. */
final class SoleMember implements Membership {
  private static final String SELF = "local";

  @Override
  public String self() {
    return SELF;
  }

  @Override
  public Set<String> members() {
    return Set.of(SELF);
  }

  @Override
  public void onLeft(Consumer<String> listener) {
    // Nobody else is here who could leave.
  }

  @Override
  public void onJoined(Runnable listener) {
    // It is all there will ever be.
  }

  @Override
  public void onMerged(Runnable listener) {
    // What was never split is never merged.
  }
}
