package io.sennit.mesh.directory;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import io.vertx.servicediscovery.ServiceDiscovery;
import io.vertx.servicediscovery.ServiceDiscoveryOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds services, instances and nodes, and announces this node's own. Looking up is a read in
 * memory.
 */
public final class Directory {
  private static final Logger log = LoggerFactory.getLogger(Directory.class);

  private final ServiceDiscovery discovery;
  private final Records records;
  private final Membership membership;
  private final Runnable forgetRecords;
  private final RecordForm form = new RecordForm();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, ServiceEntry> services = Map.of();
  private volatile List<NodeDescription> nodes = List.of();

  private Directory(Vertx vertx) {
    records = Records.of(vertx);
    membership = Membership.of(vertx);
    // Named, so that another backend on the class path cannot take its place.
    discovery = ServiceDiscovery.create(
        vertx,
        new ServiceDiscoveryOptions()
            .setBackendConfiguration(
                new JsonObject().put("backend-name", MeshDiscoveryBackend.class.getName())));
    forgetRecords = records.onChange(this::rebuild);
  }

  /** Opens the directory; when the future ends, it knows what was in the cluster before. */
  public static Future<Directory> open(Vertx vertx) {
    Directory directory = new Directory(vertx);
    return directory.records.loaded().map(loaded -> {
      directory.rebuild();
      return directory;
    });
  }

  public Membership membership() {
    return membership;
  }

  /** What is known of a service, or null if none of its instances was ever seen. */
  public @Nullable ServiceEntry find(String service) {
    return services.get(service);
  }

  public Collection<ServiceEntry> services() {
    return services.values();
  }

  public List<NodeDescription> nodes() {
    return nodes;
  }

  /** Runs after each change, on any thread. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Tells the cluster of an instance of this node, or of its new state. */
  public Future<Void> announce(Instance instance) {
    return write(RecordForm.of(instance));
  }

  public Future<Void> announce(NodeDescription node) {
    return write(RecordForm.of(node));
  }

  public Future<Void> withdraw(Instance instance) {
    return discovery.unpublish(instance.id());
  }

  public void close() {
    forgetRecords.run();
    discovery.close();
  }

  private Future<Void> write(Record record) {
    boolean known = records.get(record.getRegistration()) != null;
    return (known ? discovery.update(record) : discovery.publish(record)).mapEmpty();
  }

  private synchronized void rebuild() {
    Map<String, List<Instance>> instances = new HashMap<>();
    List<NodeDescription> found = new ArrayList<>();
    List<Record> all = records.all();
    form.retain(all);
    for (Record record : all) {
      try {
        if (RecordForm.SERVICE_TYPE.equals(record.getType())) {
          instances
              .computeIfAbsent(record.getName(), s -> new ArrayList<>())
              .add(form.instance(record));
        } else if (RecordForm.NODE_TYPE.equals(record.getType())) {
          found.add(RecordForm.node(record));
        }
      } catch (RuntimeException incomplete) {
        report(record, incomplete);
      }
    }
    Map<String, ServiceEntry> rebuilt = new HashMap<>();
    instances.forEach(
        (name, list) -> rebuilt.put(name, ServiceEntry.of(list.get(0).service(), list)));
    services.forEach((name, entry) ->
        rebuilt.computeIfAbsent(name, n -> ServiceEntry.of(entry.description(), List.of())));
    found.sort(Comparator.comparing(NodeDescription::startedAt).thenComparing(NodeDescription::id));
    services = Map.copyOf(rebuilt);
    nodes = List.copyOf(found);
    listeners.forEach(Runnable::run);
  }

  private void report(Record record, RuntimeException incomplete) {
    if (unreadable.add(String.valueOf(record.getRegistration()))) {
      log.warn(
          "Passed over the record {}: it says {} and lacks what one of ours has ({})",
          record.getRegistration(),
          record.getType(),
          incomplete.toString());
    }
  }
}
