package io.sennit.gateway.cache;

import io.sennit.gateway.rules.CacheRules;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path as routes have it, {@code /product/{}}, with what has become of the answers kept there.
 */
final class Place {
  private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]*}");
  private static final String SUBJECT = "subject";

  private final String path;
  private final Epochs epochs;
  private volatile boolean keeping;

  Place(String path, Epochs epochs) {
    this.path = path;
    this.epochs = epochs;
  }

  /** Routes may call the same parameter differently. */
  static String pathOf(String routePath) {
    return PARAMETER.matcher(routePath).replaceAll("{}");
  }

  String path() {
    return path;
  }

  /** Whether there is, or may be, anything kept. */
  boolean isKeeping() {
    return keeping;
  }

  /** Returns whether it was not before. */
  boolean keep() {
    boolean before = keeping;
    keeping = true;
    return !before;
  }

  long mark(Asking asking, CacheRules rules) {
    int all = path.hashCode();
    String parameter = rules.drops().subject();
    String subject = parameter.isEmpty() ? null : asking.call().params().get(parameter);
    return epochs.sum(
        all, hash(asking.values()), subject == null ? all : hash(List.of(SUBJECT, subject)));
  }

  /** The same as long as nothing has become worthless anywhere. */
  long changes() {
    return epochs.all();
  }

  void drop() {
    epochs.advance(path.hashCode());
  }

  void drop(List<String> values) {
    epochs.advance(hash(values));
  }

  void dropSubject(String subject) {
    epochs.advance(hash(List.of(SUBJECT, subject)));
  }

  private int hash(List<String> parts) {
    return 31 * path.hashCode() + 17 * parts.hashCode() + 1;
  }
}
