package io.sennit.mesh.directory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of one service: its newest description and its instances.
 *
 * <p>A service that has been seen once stays known without instances, so that its callers learn
 * that nobody serves it now, and not that it never existed.
 *
 * @param callable the instances that take calls
 * @param since when it was first announced by those that are there or were together with them; of
 *     two that want the same the older one gets it, and one without instances is older than none
 */
public record ServiceEntry(
    ServiceDescription description,
    List<Instance> instances,
    List<Instance> callable,
    Instant since) {

  public ServiceEntry(
      ServiceDescription description, List<Instance> instances, List<Instance> callable) {
    this(
        description,
        instances,
        callable,
        instances.stream().map(Instance::since).min(Comparator.naturalOrder()).orElse(Instant.MAX));
  }

  /** The older one first, on every node; of those announced at once, by name. */
  public static Comparator<ServiceEntry> byAge() {
    return Comparator.comparing(ServiceEntry::since).thenComparing(ServiceEntry::name);
  }

  static ServiceEntry of(ServiceDescription lastKnown, List<Instance> instances) {
    List<Instance> ordered =
        instances.stream().sorted(Comparator.comparing(Instance::id)).toList();
    ServiceDescription newest = ordered.stream()
        .map(Instance::service)
        .max(Comparator.comparing(ServiceDescription::version, Versions::compare))
        .orElse(lastKnown);
    List<Instance> callable =
        ordered.stream().filter(i -> i.state() == State.UP).toList();
    return new ServiceEntry(newest, ordered, callable);
  }

  public String name() {
    return description.name();
  }
}
