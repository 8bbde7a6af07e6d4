package io.sennit.mesh.service;

import io.sennit.mesh.directory.Documentation;
import io.sennit.mesh.directory.Documentation.Output;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.message.Transfer.Form;
import io.sennit.mesh.stream.Desk;
import io.sennit.mesh.stream.SocketHandler;
import io.sennit.mesh.stream.StreamHandler;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing a service does for its callers.
 *
 * <p>What an operation does not say is decided narrowly: only operators may call it, it takes no
 * fields, it has no route, and it is repeated after a lost answer only if its method is one that
 * may be.
 */
public final class Operation {
  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
  private static final Set<String> IDEMPOTENT_METHODS = Set.of("GET", "PUT", "DELETE");

  private final OperationDescription description;
  private final InputReader reader;
  private final Function<Desk, CallHandler> handler;

  private Operation(
      OperationDescription description, InputReader reader, Function<Desk, CallHandler> handler) {
    this.description = description;
    this.reader = reader;
    this.handler = handler;
  }

  /**
   * Starts the spec of an operation:
   * {@code Operation.named("now").get("/time").handledBy(this::now)}.
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  static Builder ofMesh(String prefix, String name) {
    return new Builder(prefix, name);
  }

  public String name() {
    return description.name();
  }

  OperationDescription description() {
    return description;
  }

  InputReader reader() {
    return reader;
  }

  /** What runs its calls; those that open streams get them at this desk. */
  CallHandler handler(Desk desk) {
    return handler.apply(desk);
  }

  Operation around(UnaryOperator<CallHandler> decoration) {
    return new Operation(description, reader, handler.andThen(decoration));
  }

  /** Collects what an operation says of itself. */
  public static final class Builder {
    private final String name;
    private final Map<Integer, Output> outputs = new TreeMap<>();
    private @Nullable Route route;
    private @Nullable String host;
    private @Nullable String summary;
    private Access access = Access.OPERATORS;
    private Schema input = Schema.object();
    private @Nullable Repeatable repeatable;
    private Transfer transfer = Transfer.WHOLE;
    private UnaryOperator<Transfer> bounds = UnaryOperator.identity();
    private @Nullable BiFunction<Desk, Transfer, CallHandler> handler;

    private Builder(String name) {
      if (!OperationId.isName(name)) {
        throw new IllegalArgumentException(
            "'" + name
                + "' is no name for an operation: use lower-case letters, digits and dashes, a letter first");
      }
      if (name.equals(ServiceInstance.PING)
          || name.startsWith(EventOperations.PREFIX)
          || name.startsWith(SagaOperations.PREFIX)) {
        throw new IllegalArgumentException(
            "the mesh itself may have an operation '" + name + "': choose another name");
      }
      this.name = name;
    }

    /** For the mesh's own operations, whose names nobody else can have. */
    private Builder(String prefix, String name) {
      this.name = prefix + name;
    }

    public Builder get(String path) {
      return route("GET", path);
    }

    public Builder post(String path) {
      return route("POST", path);
    }

    public Builder put(String path) {
      return route("PUT", path);
    }

    public Builder delete(String path) {
      return route("DELETE", path);
    }

    /**
     * Reachable over HTTP; a segment in braces is a parameter and becomes a field of the input. A
     * last one such as {@code {rest...}} takes all that is left of a path, slashes too.
     */
    public Builder route(String method, String path) {
      this.route = new Route(method, path);
      return this;
    }

    /**
     * The only host that its route is for, as {@code api.example.com}, or {@code *.example.com} for
     * all below one. Before routes for any host it goes first.
     */
    public Builder host(String host) {
      this.host = host.toLowerCase(Locale.ROOT);
      return this;
    }

    /** What it does, in one line for the API's readers. */
    public Builder summary(String line) {
      this.summary = line;
      return this;
    }

    /**
     * What it answers with this status, for the API's readers. A schema that several operations
     * answer with gets a title, and is then announced once.
     */
    public Builder output(int status, Schema body) {
      return output(new Output(status, body.toJson()));
    }

    /** The same for an answer without a body. */
    public Builder output(int status) {
      return output(new Output(status, null));
    }

    private Builder output(Output output) {
      int status = output.status();
      if (status < LEAST_STATUS || status > MOST_STATUS) {
        throw new IllegalArgumentException(
            name + " answers with " + status + ", which is no status of a reply");
      }
      if (outputs.put(status, output) != null) {
        throw new IllegalArgumentException(name + " says twice what it answers with " + status);
      }
      return this;
    }

    public Builder access(Access access) {
      this.access = access;
      return this;
    }

    /**
     * The fields it takes, from path, query and body together; where the method is one for bodies,
     * not from the query.
     */
    public Builder input(Schema input) {
      this.input = input;
      return this;
    }

    /**
     * Calling it twice does the same as once, so that a call whose answer was lost may be repeated.
     */
    public Builder idempotent() {
      this.repeatable = Repeatable.ALWAYS;
      return this;
    }

    /**
     * A call with an idempotency key does its work once, since that is done by {@code Store.once};
     * so it may be repeated after a lost answer too.
     */
    public Builder oncePerKey() {
      this.repeatable = Repeatable.WITH_KEY;
      return this;
    }

    public Builder handledBy(CallHandler handler) {
      this.handler = (desk, bounded) -> handler;
      this.transfer = Transfer.WHOLE;
      return this;
    }

    /**
     * In place of {@link #handledBy}: what it takes and what it answers are streams of bytes, which
     * nobody holds as a whole. Fields come from path and query alone.
     */
    public Builder streams(StreamHandler handler) {
      this.handler = (desk, bounded) -> call -> desk.takeStream(call, bounded, handler);
      this.transfer = Transfer.STREAM;
      return this;
    }

    /**
     * In place of a route and {@link #handledBy}: it is a WebSocket at this path.
     *
     * @param subprotocols that it speaks, the best first: the first of them that a client offers is
     *     spoken on its socket, or none
     */
    public Builder webSocket(String path, SocketHandler handler, String... subprotocols) {
      List<String> spoken = List.of(subprotocols);
      spoken.forEach(Builder::requireToken);
      this.handler = (desk, bounded) -> call -> desk.takeSocket(call, bounded, spoken, handler);
      this.transfer = Transfer.WEBSOCKET;
      return get(path);
    }

    private static void requireToken(String subprotocol) {
      if (!TOKEN.matcher(subprotocol).matches()) {
        throw new IllegalArgumentException("'" + subprotocol
            + "' is no name for a subprotocol of a WebSocket: write one such as chat.v1");
      }
    }

    /**
     * The most bytes that a body may have, 1 MiB if nothing is said and 64 MiB for a stream; for a
     * WebSocket the most that a message may have, 64 KiB if nothing is said.
     */
    public Builder longestBody(long bytes) {
      return bounded(known -> known.longestBody(bytes));
    }

    /**
     * How long nothing may move on a stream before it is ended, a minute if nothing is said, an
     * hour for a WebSocket.
     */
    public Builder idle(Duration time) {
      return bounded(known -> known.idle(time));
    }

    /** How long a stream may last, an hour if nothing is said, a day for a WebSocket. */
    public Builder lasting(Duration time) {
      return bounded(known -> known.lasting(time));
    }

    private Builder bounded(UnaryOperator<Transfer> bound) {
      UnaryOperator<Transfer> before = bounds;
      this.bounds = known -> bound.apply(before.apply(known));
      return this;
    }

    Operation build() {
      BiFunction<Desk, Transfer, CallHandler> known = handler;
      if (known == null) {
        throw new IllegalArgumentException(
            name + " does nothing: name its method with handledBy(...)");
      }
      Route routed = routed();
      Transfer bounded = bounds.apply(transfer);
      OperationDescription description = new OperationDescription(
          name,
          routed,
          access,
          input.toJson(),
          repeatable(bounded, routed),
          bounded,
          new Documentation(summary, List.copyOf(outputs.values())));
      // A body that is a stream has no fields, and leaves them to the query.
      @Nullable Route fields = bounded.form() == Form.WHOLE ? routed : null;
      return new Operation(
          description,
          new InputReader(description.input(), fields),
          desk -> known.apply(desk, bounded));
    }

    private Repeatable repeatable(Transfer bounded, @Nullable Route routed) {
      if (bounded.form() != Form.WHOLE) {
        // To open a stream runs nothing yet, so that a lost answer to that harms nobody.
        return Repeatable.ALWAYS;
      }
      Repeatable byMethod = routed != null && IDEMPOTENT_METHODS.contains(routed.method())
          ? Repeatable.ALWAYS
          : Repeatable.NEVER;
      return repeatable == null ? byMethod : repeatable;
    }

    private @Nullable Route routed() {
      Route without = route;
      if (without == null) {
        if (host != null) {
          throw new IllegalArgumentException(
              name + " is for the host " + host + " and has no route: add one with get(...)");
        }
        return null;
      }
      Route routed = new Route(without.method(), without.path(), host);
      String fault = routed.fault();
      if (fault != null) {
        throw new IllegalArgumentException(name + " has no good route: " + fault);
      }
      return routed;
    }
  }
}
