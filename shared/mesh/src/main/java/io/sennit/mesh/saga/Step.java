package io.sennit.mesh.saga;

import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of a saga: a command to another service and how it is undone, or a piece of work of the
 * saga's own service.
 *
 * <pre>{@code
 * Step.named("reserve").to("products")
 *     .command("stock.reserve").done("stock.reserved").refused("stock.rejected")
 *     .undo("stock.release").undone("stock.released")
 * }</pre>
 */
public final class Step {
  private static final Duration USUAL = Duration.ofSeconds(10);

  private final String name;
  private final Action forward;
  private final @Nullable Action backward;
  private final Duration within;

  private Step(String name, Action forward, @Nullable Action backward, Duration within) {
    this.name = name;
    this.forward = forward;
    this.backward = backward;
    this.within = within;
  }

  /** A step that another service does. */
  public static Command named(String name) {
    return new Command(name);
  }

  /** A step that the saga's own service does, in the transaction that brings the saga there. */
  public static Local local(String name, SagaHandler handler) {
    return new Local(name, handler);
  }

  String name() {
    return name;
  }

  Action forward() {
    return forward;
  }

  @Nullable
  Action backward() {
    return backward;
  }

  Duration within() {
    return within;
  }

  /** A step in the making. */
  public abstract static sealed class Builder permits Command, Local {
    final String name;

    private Builder(String name) {
      if (!OperationId.isName(name)) {
        throw new IllegalArgumentException("'" + name
            + "' is no name for a step: use lower-case letters, digits and dashes, a letter first");
      }
      this.name = name;
    }

    abstract Step build();
  }

  /** A step of the saga's own service in the making. */
  public static final class Local extends Builder {
    private final SagaHandler handler;
    private @Nullable SagaHandler undo;

    private Local(String name, SagaHandler handler) {
      super(name);
      this.handler = handler;
    }

    /** Undoes what the step has done; without it there is nothing to undo. */
    public Local undo(SagaHandler handler) {
      this.undo = handler;
      return this;
    }

    @Override
    Step build() {
      Action backward = undo == null ? null : new Action.Work(undo);
      return new Step(name, new Action.Work(handler), backward, USUAL);
    }
  }

  /** A step of another service in the making. */
  public static final class Command extends Builder {
    private String to = "";
    private String command = "";
    private Function<SagaRun, JsonObject> data = SagaRun::input;
    private Set<String> done = Set.of();
    private Set<String> refused = Set.of();
    private String undo = "";
    private @Nullable Function<SagaRun, JsonObject> undoData;
    private Set<String> undone = Set.of();
    private Duration within = USUAL;

    private Command(String name) {
      super(name);
    }

    /** The service that handles the commands. */
    public Command to(String service) {
      this.to = service;
      return this;
    }

    /** The type of the event that is the command; its data is the saga's input. */
    public Command command(String type) {
      this.command = type;
      return this;
    }

    /** The same with data of its own. */
    public Command command(String type, Function<SagaRun, JsonObject> contents) {
      this.data = contents;
      return command(type);
    }

    /** The types of events that say that the command was carried out. */
    public Command done(String... types) {
      this.done = Set.of(types);
      return this;
    }

    /**
     * The types of events that say that it was not and will not be; a field {@code reason} of their
     * data is taken as the saga's.
     */
    public Command refused(String... types) {
      this.refused = Set.of(types);
      return this;
    }

    /**
     * The command that undoes it, with the same data. It must bear to come more than once, and when
     * nothing was done.
     */
    public Command undo(String type) {
      this.undo = type;
      return this;
    }

    /** The same with data of its own. */
    public Command undo(String type, Function<SagaRun, JsonObject> contents) {
      this.undoData = contents;
      return undo(type);
    }

    /** The types of events that say that it was undone. */
    public Command undone(String... types) {
      this.undone = Set.of(types);
      return this;
    }

    /** How long an answer may take before the step is given up and undone. */
    public Command within(Duration longest) {
      this.within = longest;
      return this;
    }

    @Override
    Step build() {
      if (to.isEmpty() || command.isEmpty() || done.isEmpty()) {
        throw new IllegalArgumentException("the step " + name
            + " lacks something: say to(service), command(type) and done(types)");
      }
      if (undo.isEmpty() != undone.isEmpty()) {
        throw new IllegalArgumentException(
            "the step " + name + " needs both undo(type) and undone(types), or neither");
      }
      Action backward = undo.isEmpty()
          ? null
          : new Action.Send(to, type(undo), undoData == null ? data : undoData, undone, refused);
      return new Step(
          name, new Action.Send(to, type(command), data, done, refused), backward, within);
    }

    /** A type that no event can have is told now, not when the first saga comes to it. */
    private String type(String command) {
      return NewEvent.of(command, name, new JsonObject()).type();
    }
  }
}
