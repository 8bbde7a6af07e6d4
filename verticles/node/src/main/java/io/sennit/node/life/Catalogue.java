package io.sennit.node.life;

import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.settings.Hosting;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * All that a node can host: the services that this build and jars from elsewhere declare for
 * {@link ServiceLoader}, and the gateway. No service is named here.
 */
public final class Catalogue {
  public static final String GATEWAY = "gateway";
  private static final String ALL = "all";

  private final Map<String, Supplier<Service>> services = new LinkedHashMap<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Set<String> keepers = new TreeSet<>();
  private final Set<String> keepNothing = new HashSet<>();

  public Catalogue() {
    ServiceLoader.load(Service.class, Catalogue.class.getClassLoader()).stream()
        .forEach(this::addOwn);
  }

  /** A service of this build; those of one package can be named together by its name. */
  private void addOwn(ServiceLoader.Provider<Service> provider) {
    ServiceSpec spec = provider.get().spec();
    services.put(spec.name(), provider);
    remember(spec);
    String place = provider.type().getPackageName();
    groups
        .computeIfAbsent(place.substring(place.lastIndexOf('.') + 1), group -> new ArrayList<>())
        .add(spec.name());
  }

  private void remember(ServiceSpec spec) {
    if (spec.migrations() != null) {
      keepers.add(spec.name());
    }
    if (spec.keepsNothing()) {
      keepNothing.add(spec.name());
    }
  }

  /** What can be named on the command line. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(services.keySet());
    names.addAll(groups.keySet());
    names.add(GATEWAY);
    names.add(ALL);
    return names;
  }

  /** The services that keep data. */
  Set<String> keepers() {
    return keepers;
  }

  public Supplier<Service> service(String name) {
    Supplier<Service> service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException(name);
    }
    return service;
  }

  /** Takes up the services that jars or class folders declare for {@link ServiceLoader}. */
  public void add(List<Path> places) throws StartFailure {
    for (Path place : places) {
      try {
        add(place);
      } catch (IOException | ServiceConfigurationError | LinkageError broken) {
        throw new StartFailure("--services: " + place + " cannot be loaded: " + broken);
      }
    }
  }

  private void add(Path place) throws StartFailure, IOException {
    URLClassLoader loader =
        new URLClassLoader(new URL[] {place.toUri().toURL()}, Catalogue.class.getClassLoader());
    List<ServiceLoader.Provider<Service>> found = ServiceLoader.load(Service.class, loader).stream()
        .filter(provider -> provider.type().getClassLoader() == loader)
        .toList();
    if (found.isEmpty()) {
      throw new StartFailure("--services: " + place
          + " declares no service; list its classes in META-INF/services/"
          + Service.class.getName());
    }
    for (ServiceLoader.Provider<Service> provider : found) {
      ServiceSpec spec = provider.get().spec();
      if (services.putIfAbsent(spec.name(), provider) != null) {
        throw new StartFailure("--services: " + place + " brings the service '" + spec.name()
            + "', which is here already");
      }
      remember(spec);
    }
  }

  /**
   * The parts behind the names that a user gave, and how many of each; the gateway last: it opens
   * when there is something behind it.
   */
  public List<Hosting> expand(List<Hosting> asked) throws StartFailure {
    Map<String, Integer> parts = new LinkedHashMap<>();
    for (Hosting one : asked) {
      for (String part : parts(one.name())) {
        parts.put(part, one.instances());
      }
    }
    boolean besideGateway = parts.containsKey(GATEWAY);
    return parts.entrySet().stream()
        .map(part -> fitted(part.getKey(), part.getValue(), besideGateway))
        .sorted(Comparator.comparing(part -> part.name().equals(GATEWAY)))
        .toList();
  }

  /**
   * A gateway is there on each event loop, and so is a service beside it that may be: no call
   * leaves its thread then. Calls from other nodes come in larger batches to one instance.
   */
  private Hosting fitted(String part, int instances, boolean besideGateway) {
    if (instances != Hosting.AS_FITS) {
      return new Hosting(part, instances);
    }
    boolean onEachLoop = part.equals(GATEWAY) || (besideGateway && keepNothing.contains(part));
    return new Hosting(part, onEachLoop ? Runtime.getRuntime().availableProcessors() : 1);
  }

  private List<String> parts(String name) throws StartFailure {
    if (name.equals(ALL)) {
      List<String> all = new ArrayList<>(services.keySet());
      all.add(GATEWAY);
      return all;
    }
    if (!name.equals(GATEWAY) && !services.containsKey(name) && !groups.containsKey(name)) {
      throw new StartFailure(
          "'" + name + "' is no service here: there are " + String.join(", ", names()));
    }
    return groups.getOrDefault(name, List.of(name));
  }
}
