package io.sennit.mesh.service;

import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.event.Audience;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.saga.Saga;
import io.sennit.mesh.saga.Sagas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a service offers: its name, version and operations, and where the migrations of its data
 * are.
 */
public final class ServiceSpec {
  private final String name;
  private final String version;
  private final Data data;
  private final List<Operation> operations;
  private final List<Subscription> subscriptions;
  private final List<Saga> sagas;

  /**
   * What it keeps.
   *
   * @param migrations of its schema, if it has one
   * @param nothing that is, not even something in a field
   * @param events how long its events are kept at least
   * @param audience who may see them
   */
  private record Data(
      @Nullable String migrations, boolean nothing, Duration events, Audience audience) {}

  private ServiceSpec(
      String name,
      String version,
      Data data,
      List<Operation> operations,
      List<Subscription> subscriptions,
      List<Saga> sagas) {
    this.name = name;
    this.version = version;
    this.data = data;
    this.operations = operations;
    this.subscriptions = subscriptions;
    this.sagas = sagas;
  }

  /**
   * Starts the spec of a service. The name stands in addresses and paths: lower-case letters,
   * digits and dashes.
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  /**
   * Where the migrations of the service's schema are on the class path, or null for a service
   * without data.
   */
  public @Nullable String migrations() {
    return data.migrations();
  }

  /** Whether it is the same for its callers how many instances there are, and which one answers. */
  public boolean keepsNothing() {
    return data.nothing();
  }

  public List<Operation> operations() {
    return operations;
  }

  /** The events of others that it handles. */
  public List<Subscription> subscriptions() {
    return subscriptions;
  }

  /** The transactions across services that it leads. */
  public List<Saga> sagas() {
    return sagas;
  }

  /** How long its own events are kept at least. */
  public Duration keepsEvents() {
    return data.events();
  }

  /** Who may see its events. */
  public Audience audience() {
    return data.audience();
  }

  /**
   * The same service with something around each of its operations: what a test or a measurement
   * does before or after them. It gets the calls that have passed access rule and schema.
   */
  public ServiceSpec around(UnaryOperator<CallHandler> decoration) {
    return new ServiceSpec(
        name,
        version,
        data,
        operations.stream().map(operation -> operation.around(decoration)).toList(),
        subscriptions,
        sagas);
  }

  /** The same service with operations that the mesh itself offers for it. */
  ServiceSpec and(List<Operation> more) {
    List<Operation> all = new ArrayList<>(operations);
    all.addAll(more);
    return new ServiceSpec(name, version, data, List.copyOf(all), subscriptions, sagas);
  }

  /** What other nodes learn of it. */
  ServiceDescription description() {
    return new ServiceDescription(
        name, version, operations.stream().map(Operation::description).toList());
  }

  /** Collects a spec and refuses what cannot work. */
  public static final class Builder {
    private static final Duration LEAST_KEPT = Duration.ofDays(1);

    private final String name;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Saga> sagas = new LinkedHashMap<>();
    private String version = "0.0.0";
    private @Nullable String migrations;
    private boolean keepsNothing;
    private Duration keepsEvents = Duration.ofDays(14);
    private Audience audience = Audience.USUAL;

    private Builder(String name) {
      if (!OperationId.isName(name)) {
        throw new IllegalArgumentException(
            "'" + name
                + "' is no name for a service: use lower-case letters, digits and dashes, a letter first");
      }
      this.name = name;
    }

    public Builder version(String version) {
      this.version = version;
      return this;
    }

    /**
     * The service keeps data in a schema of its own, made by these Flyway migrations, as in
     * {@code db/greeting}.
     */
    public Builder keepsData(String migrations) {
      this.migrations = migrations;
      return this;
    }

    /**
     * No call leaves anything behind for the next one, not even in a field. Then a node that also
     * has a gateway runs an instance on each event loop, where nobody says how many, and no call of
     * the gateway has to change its thread.
     */
    public Builder keepsNothing() {
      this.keepsNothing = true;
      return this;
    }

    public Builder operation(Operation.Builder operation) {
      Operation built = operation.build();
      if (operations.put(built.name(), built) != null) {
        throw new IllegalArgumentException(
            name + " has two operations named '" + built.name() + "'");
      }
      return this;
    }

    /** Events of other services, or of its own, that it handles; for that it must keep data. */
    public Builder subscription(Subscription.Builder subscription) {
      Subscription built = subscription.build();
      if (subscriptions.put(built.group(), built) != null) {
        throw new IllegalArgumentException(name + " has two groups named '" + built.group() + "'");
      }
      return this;
    }

    /** A transaction across services that it leads; for that it must keep data. */
    public Builder saga(Saga.Builder saga) {
      Saga built = saga.build();
      if (sagas.put(built.name(), built) != null) {
        throw new IllegalArgumentException(name + " has two sagas named '" + built.name() + "'");
      }
      return this;
    }

    /**
     * How long its own events are kept at least, 14 days if nothing is said. They go by whole days,
     * and not before all groups that read them have.
     */
    public Builder keepsEvents(Duration time) {
      this.keepsEvents = time;
      return this;
    }

    /**
     * Whom events of these types, as in {@code product.*}, are for, whosever they are. All others
     * are seen by their owners, and by admins and operators.
     */
    public Builder publishes(String types, Access access) {
      audience = audience.with(types, access);
      return this;
    }

    public ServiceSpec build() {
      if (operations.isEmpty()) {
        throw new IllegalArgumentException(name + " has no operation: add one with operation(...)");
      }
      if (migrations != null && name.contains("-")) {
        throw new IllegalArgumentException(name
            + " keeps data, and no schema of PostgreSQL is named with a dash: choose another name");
      }
      if (subscriptions.containsKey(Sagas.GROUP)) {
        throw new IllegalArgumentException(name + " has a group '" + Sagas.GROUP
            + "', which is how the mesh calls its own: choose another name");
      }
      if (migrations == null && !(subscriptions.isEmpty() && sagas.isEmpty())) {
        throw new IllegalArgumentException(
            name
                + " handles events and keeps no data, where it could note how far it is: name its migrations with keepsData(...)");
      }
      if (migrations != null && keepsNothing) {
        throw new IllegalArgumentException(
            name + " says keepsData(...) and keepsNothing(): leave out the one that is not so");
      }
      if (keepsEvents.compareTo(LEAST_KEPT) < 0) {
        throw new IllegalArgumentException(
            name
                + " keeps its events for less than a day, which is a part of what is dropped whole: keep them longer");
      }
      return new ServiceSpec(
          name,
          version,
          new Data(migrations, keepsNothing, keepsEvents, audience.without(commands())),
          List.copyOf(operations.values()),
          List.copyOf(subscriptions.values()),
          List.copyOf(sagas.values()));
    }

    /** What its sagas tell others to do is their business, and not that of those it is about. */
    private Set<String> commands() {
      return sagas.values().stream()
          .flatMap(saga -> saga.commandTypes().stream())
          .collect(Collectors.toSet());
    }
  }
}
