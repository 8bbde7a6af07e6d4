package io.sennit.mesh.event;

import io.sennit.mesh.message.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of which services a group handles, and how.
 *
 * <p>The instances of a service share the work of each of its groups. Two groups each get every
 * event.
 *
 * <pre>{@code
 * Subscription.group("stock").from("orders").on("order.cancelled", this::release)
 * }</pre>
 */
public final class Subscription {
  private final String group;
  private final Set<String> sources;
  private final Map<String, EventHandler> handlers;
  private final @Nullable BatchHandler batchHandler;
  private final Terms terms;

  /**
   * @param batch the most events in one transaction
   * @param patience how long a transaction may take
   * @param attempts after which an event that fails is given up
   * @param firstPause before an event that failed is tried again; it doubles each time
   * @param longestPause between two tries
   * @param start where a group begins that is new
   */
  record Terms(
      int batch,
      Duration patience,
      int attempts,
      Duration firstPause,
      Duration longestPause,
      Start start) {
    static final Terms USUAL = new Terms(
        256,
        Duration.ofSeconds(10),
        10,
        Duration.ofMillis(200),
        Duration.ofMinutes(1),
        new Start.Beginning());
  }

  private Subscription(Builder builder) {
    this.group = builder.group;
    this.sources = Set.copyOf(builder.sources);
    this.handlers = Map.copyOf(builder.handlers);
    this.batchHandler = builder.batchHandler;
    this.terms = builder.terms;
  }

  /** Starts the subscription of a group; its name stands in tables and metrics, so it is plain. */
  public static Builder group(String name) {
    return new Builder(name);
  }

  public String group() {
    return group;
  }

  /** The services whose logs it reads. */
  public Set<String> sources() {
    return sources;
  }

  /** The types that it wants, as {@code order.placed} or {@code order.*}. */
  List<String> types() {
    return handlers.keySet().stream().sorted().toList();
  }

  Terms terms() {
    return terms;
  }

  @Nullable
  BatchHandler batchHandler() {
    return batchHandler;
  }

  boolean wants(String type) {
    return handlers.containsKey(type)
        || handlers.keySet().stream().anyMatch(pattern -> isFamily(pattern, type));
  }

  /** Who handles events of a type: the one who names it, or else the one who names its family. */
  EventHandler handler(String type) {
    EventHandler named = handlers.get(type);
    if (named != null) {
      return named;
    }
    return handlers.entrySet().stream()
        .filter(entry -> isFamily(entry.getKey(), type))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody handles " + type));
  }

  private static boolean isFamily(String pattern, String type) {
    return pattern.endsWith("*") && type.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  /** Collects a subscription and refuses what cannot work. */
  public static final class Builder {
    private static final EventHandler IN_BATCHES = (event, transaction) -> {
      throw new IllegalStateException("events of this group are handled in batches");
    };

    private final String group;
    private final Set<String> sources = new LinkedHashSet<>();
    private final Map<String, EventHandler> handlers = new LinkedHashMap<>();
    private @Nullable BatchHandler batchHandler;
    private Terms terms = Terms.USUAL;

    private Builder(String group) {
      if (!OperationId.isName(group)) {
        throw new IllegalArgumentException(
            "'" + group
                + "' is no name for a group: use lower-case letters, digits and dashes, a letter first");
      }
      this.group = group;
    }

    /** The services whose events it wants; its own is one like any other. */
    public Builder from(String... services) {
      sources.addAll(List.of(services));
      return this;
    }

    /** Handles the events of a type, or of a family of types as in {@code order.*}. */
    public Builder on(String type, EventHandler handler) {
      if (handlers.put(type, handler) != null) {
        throw new IllegalArgumentException(group + " has two handlers of " + type);
      }
      return this;
    }

    /** Handles the events of all these types, several in one transaction. */
    public Builder inBatches(BatchHandler handler, String... types) {
      batchHandler = handler;
      for (String type : types) {
        on(type, IN_BATCHES);
      }
      return this;
    }

    /** The most events in one transaction. */
    public Builder batch(int most) {
      terms = new Terms(
          most, terms.patience, terms.attempts, terms.firstPause, terms.longestPause, terms.start);
      return this;
    }

    /** How long one transaction may take. */
    public Builder within(Duration patience) {
      terms = new Terms(
          terms.batch, patience, terms.attempts, terms.firstPause, terms.longestPause, terms.start);
      return this;
    }

    /** How often an event that fails is tried, and the pauses between, which double each time. */
    public Builder attempts(int most, Duration firstPause, Duration longestPause) {
      terms = new Terms(terms.batch, terms.patience, most, firstPause, longestPause, terms.start);
      return this;
    }

    /** A new group handles only what is told from now on. */
    public Builder fromNowOn() {
      return start(new Start.End());
    }

    /** A new group handles what was told at that time or later. */
    public Builder since(Instant time) {
      return start(new Start.At(time));
    }

    private Builder start(Start start) {
      terms = new Terms(
          terms.batch, terms.patience, terms.attempts, terms.firstPause, terms.longestPause, start);
      return this;
    }

    public Subscription build() {
      if (sources.isEmpty() || handlers.isEmpty()) {
        throw new IllegalArgumentException("the group " + group
            + " handles nothing: name services with from(...) and types with on(...)");
      }
      if (batchHandler != null && handlers.values().stream().anyMatch(h -> h != IN_BATCHES)) {
        throw new IllegalArgumentException("the group " + group
            + " handles events both one by one and in batches: make it two groups");
      }
      return new Subscription(this);
    }
  }
}
