package io.sennit.mesh.guard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The instances that one call has been sent to. Mostly that is one. */
public final class Tried {
  private @Nullable Object first;
  private @Nullable Object second;
  private Object[] more = new Object[0];

  public void add(Object instance) {
    if (first == null) {
      first = instance;
    } else if (second == null) {
      second = instance;
    } else {
      Object[] longer = Arrays.copyOf(more, more.length + 1);
      longer[more.length] = instance;
      more = longer;
    }
  }

  public boolean contains(Object instance) {
    if (instance == first || instance == second) {
      return true;
    }
    for (Object one : more) {
      if (one == instance) {
        return true;
      }
    }
    return false;
  }

  public boolean none() {
    return first == null;
  }
}
