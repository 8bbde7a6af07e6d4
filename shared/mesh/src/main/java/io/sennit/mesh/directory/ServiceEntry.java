package io.sennit.mesh.directory;

import java.util.Comparator;
import java.util.List;

/**
 * What is known of one service: its newest description and its instances.
 *
 * <p>A service that has been seen once stays known without instances, so that its callers learn
 * that nobody serves it now, and not that it never existed.
 *
 * @param callable the instances that take calls
 */
public record ServiceEntry(
    ServiceDescription description, List<Instance> instances, List<Instance> callable) {

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
