package io.sennit.mesh.client;

import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.link.Links;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes calls from this node to whatever instance can answer them. */
public final class Client implements CallHandler {
  private static final int MOST_ATTEMPTS = 3;

  private final Directory directory;
  private final Links links;
  private final AtomicInteger turn = new AtomicInteger();

  public Client(Directory directory, Links links) {
    this.directory = directory;
    this.links = links;
  }

  @Override
  public Future<Reply> handle(Call call) {
    ServiceEntry entry = directory.find(call.operation().service());
    if (entry == null) {
      return Future.failedFuture(unknownService(call.operation()));
    }
    OperationDescription operation =
        entry.description().operation(call.operation().operation());
    if (operation == null) {
      return Future.failedFuture(unknownOperation(call.operation(), entry));
    }
    return attempt(call, entry, operation, List.of());
  }

  /**
   * Calls this one instance and no other, whatever its state: for those who look after instances.
   */
  public Future<Reply> handleOn(Instance instance, Call call) {
    return links.call(instance.endpoint(), call);
  }

  private Future<Reply> attempt(
      Call call, ServiceEntry entry, OperationDescription operation, List<Instance> tried) {
    Instance instance = pick(entry, tried);
    if (instance == null) {
      return Future.failedFuture(unavailable(entry.name()));
    }
    return links.call(instance.endpoint(), call).recover(failure -> {
      boolean again = tried.size() + 1 < MOST_ATTEMPTS && !call.deadline().passed();
      if (!again || !mayRepeat(failure, operation)) {
        return Future.failedFuture(failure);
      }
      // Asked anew: the directory may have learned meanwhile.
      ServiceEntry now = Objects.requireNonNullElse(directory.find(entry.name()), entry);
      return attempt(call, now, operation, and(tried, instance))
          .recover(later -> Future.failedFuture(worse(failure, later)));
    });
  }

  private @Nullable Instance pick(ServiceEntry service, List<Instance> tried) {
    Instance near = next(service.near(), tried);
    return near == null ? next(service.callable(), tried) : near;
  }

  private @Nullable Instance next(List<Instance> instances, List<Instance> tried) {
    int size = instances.size();
    int start = size == 0 ? 0 : Math.floorMod(turn.getAndIncrement(), size);
    for (int i = 0; i < size; i++) {
      Instance candidate = instances.get((start + i) % size);
      if (!tried.contains(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** Safe is what was certainly not run, and what may run twice. */
  private static boolean mayRepeat(Throwable failure, OperationDescription operation) {
    return failure instanceof Problem problem
        && problem.kind() == Kind.UNAVAILABLE
        && (!problem.executed() || operation.idempotent());
  }

  /** When nobody was left to repeat a call on, what the first one said is the better answer. */
  private static Throwable worse(Throwable first, Throwable later) {
    return later instanceof Problem problem && problem.kind() == Kind.UNAVAILABLE ? first : later;
  }

  private static List<Instance> and(List<Instance> tried, Instance one) {
    List<Instance> all = new ArrayList<>(tried);
    all.add(one);
    return all;
  }

  private Problem unknownService(OperationId operation) {
    String known = directory.services().stream()
        .map(ServiceEntry::name)
        .sorted()
        .collect(Collectors.joining(", "));
    return Problem.of(
        Kind.NOT_FOUND,
        "No service '" + operation.service() + "' has announced itself; known are: " + known + ".");
  }

  private static Problem unknownOperation(OperationId operation, ServiceEntry entry) {
    String known = entry.description().operations().stream()
        .map(OperationDescription::name)
        .sorted()
        .collect(Collectors.joining(", "));
    return Problem.of(
        Kind.NOT_FOUND,
        "The service '" + operation.service() + "' has no operation '" + operation.operation()
            + "'; it has: " + known + ".");
  }

  private static Problem unavailable(String service) {
    return Problem.refused(
        "No instance of '" + service + "' is up; ask again when one has joined.",
        Duration.ofSeconds(1));
  }
}
