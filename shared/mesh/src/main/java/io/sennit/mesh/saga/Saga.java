package io.sennit.mesh.saga;

import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transaction across services, as one of them declares it: steps that are done one after another,
 * and undone in reverse order when one of them cannot be done.
 *
 * <pre>{@code
 * Saga.named("place-order")
 *     .step(Step.named("reserve").to("products")...)
 *     .step(Step.named("charge").to("payments")...)
 *     .onCompleted(this::confirm)
 *     .onFailed(this::reject)
 * }</pre>
 */
public final class Saga {
  private final String name;
  private final List<Step> steps;
  private final SagaHandler onCompleted;
  private final SagaHandler onFailed;
  private final Terms terms;
  private final Function<SagaRun, @Nullable String> owner;

  /**
   * @param within how long all steps together may take before they are undone
   * @param attempts how often the undoing of a step is tried before an operator is needed
   * @param firstPause between two of them; it doubles each time
   * @param longestPause between two of them
   */
  record Terms(Duration within, int attempts, Duration firstPause, Duration longestPause) {
    static final Terms USUAL =
        new Terms(Duration.ofMinutes(1), 10, Duration.ofSeconds(1), Duration.ofMinutes(1));

    Duration pause(int attempt) {
      Duration doubled = firstPause.multipliedBy(1L << Math.min(30, Math.max(0, attempt - 1)));
      return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
  }

  private Saga(Builder builder) {
    this.name = builder.name;
    this.steps = List.copyOf(builder.steps);
    this.onCompleted = builder.onCompleted;
    this.onFailed = builder.onFailed;
    this.terms = builder.terms;
    this.owner = builder.owner;
  }

  /** Starts the declaration of a saga; its name stands in tables and metrics, so it is plain. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  List<Step> steps() {
    return steps;
  }

  Terms terms() {
    return terms;
  }

  SagaHandler onCompleted() {
    return onCompleted;
  }

  SagaHandler onFailed() {
    return onFailed;
  }

  @Nullable
  Step step(@Nullable String wanted) {
    return steps.stream().filter(step -> step.name().equals(wanted)).findFirst().orElse(null);
  }

  @Nullable
  Step after(Step step) {
    int next = steps.indexOf(step) + 1;
    return next < steps.size() ? steps.get(next) : null;
  }

  /** The command as the event that it is. */
  NewEvent owned(NewEvent command, SagaRun run) {
    String user = owner.apply(run);
    return user == null ? command : command.ownedBy(user);
  }

  /** The types of all commands that it sends. */
  public Set<String> commandTypes() {
    return commands().map(Action.Send::type).collect(Collectors.toSet());
  }

  /** All commands that it sends, in either direction. */
  Stream<Action.Send> commands() {
    return steps.stream()
        .flatMap(step -> Stream.of(step.forward(), step.backward()))
        .filter(Action.Send.class::isInstance)
        .map(Action.Send.class::cast);
  }

  /** Collects a saga and refuses what cannot work. */
  public static final class Builder {
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private SagaHandler onCompleted = (sagas, transaction) -> Future.succeededFuture();
    private SagaHandler onFailed = (sagas, transaction) -> Future.succeededFuture();
    private Terms terms = Terms.USUAL;
    private Function<SagaRun, @Nullable String> owner = run -> null;

    private Builder(String name) {
      if (!OperationId.isName(name)) {
        throw new IllegalArgumentException("'" + name
            + "' is no name for a saga: use lower-case letters, digits and dashes, a letter first");
      }
      this.name = name;
    }

    /**
     * The user for whom it is done, by what it was started with. The events that answer its
     * commands belong to them, if those who answer do not say otherwise.
     */
    public Builder ownedBy(Function<JsonObject, String> user) {
      this.owner = run -> user.apply(run.input());
      return this;
    }

    /** The next step. */
    public Builder step(Step.Builder step) {
      Step built = step.build();
      if (steps.stream().anyMatch(other -> other.name().equals(built.name()))) {
        throw new IllegalArgumentException(name + " has two steps named '" + built.name() + "'");
      }
      steps.add(built);
      return this;
    }

    /** What is done, in the same transaction, when the last step is done. */
    public Builder onCompleted(SagaHandler handler) {
      this.onCompleted = handler;
      return this;
    }

    /** What is done, in the same transaction, when all that was done is undone. */
    public Builder onFailed(SagaHandler handler) {
      this.onFailed = handler;
      return this;
    }

    /** How long all steps together may take before they are undone. */
    public Builder within(Duration whole) {
      terms = new Terms(whole, terms.attempts, terms.firstPause, terms.longestPause);
      return this;
    }

    /**
     * How often the undoing of a step is tried before an operator is needed, and the pauses
     * between, which double each time.
     */
    public Builder attempts(int most, Duration firstPause, Duration longestPause) {
      terms = new Terms(terms.within, most, firstPause, longestPause);
      return this;
    }

    public Saga build() {
      if (steps.isEmpty() || steps.get(0).forward() instanceof Action.Work) {
        throw new IllegalArgumentException(
            "the saga " + name
                + " must begin with a step of another service: what its own service does first belongs into the transaction that starts it");
      }
      return new Saga(this);
    }
  }
}
