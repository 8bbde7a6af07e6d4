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
 * @param near those of them that are on this node
 */
public record ServiceEntry(
    ServiceDescription description,
    List<Instance> instances,
    List<Instance> callable,
    List<Instance> near) {

  static ServiceEntry of(ServiceDescription lastKnown, List<Instance> instances, String self) {
    List<Instance> ordered =
        instances.stream().sorted(Comparator.comparing(Instance::id)).toList();
    ServiceDescription newest = ordered.stream()
        .map(Instance::service)
        .max(Comparator.comparing(ServiceDescription::version, Versions::compare))
        .orElse(lastKnown);
    List<Instance> callable =
        ordered.stream().filter(i -> i.state() == State.UP).toList();
    List<Instance> near =
        callable.stream().filter(i -> i.endpoint().node().equals(self)).toList();
    return new ServiceEntry(newest, ordered, callable, near);
  }

  public String name() {
    return description.name();
  }
}
