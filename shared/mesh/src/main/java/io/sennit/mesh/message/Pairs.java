package io.sennit.mesh.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few names with their values, in order: a call's parameters or headers.
 *
 * <p>One flat array, because there are seldom more than five: looking through them costs less than
 * hashing.
 */
public final class Pairs {
  public static final Pairs EMPTY = new Pairs(new String[0]);

  private final String[] flat;

  private Pairs(String[] flat) {
    this.flat = flat;
  }

  public static Pairs of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "the name " + namesAndValues[namesAndValues.length - 1] + " has no value");
    }
    return namesAndValues.length == 0 ? EMPTY : new Pairs(namesAndValues.clone());
  }

  public static Pairs of(List<String> namesAndValues) {
    return of(namesAndValues.toArray(String[]::new));
  }

  public int size() {
    return flat.length / 2;
  }

  public boolean isEmpty() {
    return flat.length == 0;
  }

  public String name(int index) {
    return flat[2 * index];
  }

  public String value(int index) {
    return flat[2 * index + 1];
  }

  /** Names and values in turn, as {@link #of} takes them. */
  public String[] toArray() {
    return flat.clone();
  }

  /** The first value under this name. */
  public @Nullable String get(String name) {
    for (int i = 0; i < flat.length; i += 2) {
      if (flat[i].equals(name)) {
        return flat[i + 1];
      }
    }
    return null;
  }

  /** These pairs with this value under that name, in place of what was there. */
  public Pairs with(String name, String value) {
    if (get(name) == null) {
      return and(name, value);
    }
    String[] changed = flat.clone();
    for (int i = 0; i < changed.length; i += 2) {
      if (changed[i].equals(name)) {
        changed[i + 1] = value;
      }
    }
    return new Pairs(changed);
  }

  /** These pairs and one more behind them. */
  public Pairs and(String name, String value) {
    List<String> more = new ArrayList<>(List.of(flat));
    more.add(name);
    more.add(value);
    return of(more);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pairs pairs && List.of(flat).equals(List.of(pairs.flat));
  }

  @Override
  public int hashCode() {
    return List.of(flat).hashCode();
  }

  @Override
  public String toString() {
    return String.join(" ", flat);
  }
}
