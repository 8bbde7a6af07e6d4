package io.sennit.mesh.service;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thing a service does for its callers.
 *
 * <p>What an operation does not say is decided narrowly: only operators may call it, it takes no
 * fields, it has no route, and it is repeated after a lost answer only if its method is one that
 * may be.
 */
public final class Operation {
  private static final Set<String> IDEMPOTENT_METHODS = Set.of("GET", "PUT", "DELETE");

  private final OperationDescription description;
  private final InputReader reader;
  private final CallHandler handler;

  private Operation(OperationDescription description, InputReader reader, CallHandler handler) {
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

  CallHandler handler() {
    return handler;
  }

  Operation around(UnaryOperator<CallHandler> decoration) {
    return new Operation(description, reader, decoration.apply(handler));
  }

  /** Collects what an operation says of itself. */
  public static final class Builder {
    private final String name;
    private @Nullable Route route;
    private Access access = Access.OPERATORS;
    private Schema input = Schema.object();
    private @Nullable Repeatable repeatable;
    private @Nullable CallHandler handler;

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

    /** Reachable over HTTP; a segment in braces is a parameter and becomes a field of the input. */
    public Builder route(String method, String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "the path '" + path + "' of " + name + " must begin with a slash");
      }
      this.route = new Route(method, path);
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
      this.handler = handler;
      return this;
    }

    Operation build() {
      CallHandler known = handler;
      if (known == null) {
        throw new IllegalArgumentException(
            name + " does nothing: name its method with handledBy(...)");
      }
      Repeatable byMethod = route != null && IDEMPOTENT_METHODS.contains(route.method())
          ? Repeatable.ALWAYS
          : Repeatable.NEVER;
      OperationDescription description = new OperationDescription(
          name, route, access, input.toJson(), repeatable == null ? byMethod : repeatable);
      return new Operation(description, new InputReader(description.input(), route), known);
    }
  }
}
