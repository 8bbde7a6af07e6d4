package io.sennit.mesh.guard;

import java.util.Arrays;

/**
 * The instances that one call has been sent to. It may be used from any thread: a call that is
 * hedged is sent from two.
 */
public final class Tried {
  private static final Object[] NONE = {};

  private volatile Object[] instances = NONE;

  public synchronized void add(Object instance) {
    Object[] longer = Arrays.copyOf(instances, instances.length + 1);
    longer[instances.length] = instance;
    instances = longer;
  }

  public boolean contains(Object instance) {
    for (Object one : instances) {
      if (one == instance) {
        return true;
      }
    }
    return false;
  }

  public boolean none() {
    return size() == 0;
  }

  /** How often the call has been sent. */
  public int size() {
    return instances.length;
  }
}
