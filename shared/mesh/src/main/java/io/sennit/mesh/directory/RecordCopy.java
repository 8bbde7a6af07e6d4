package io.sennit.mesh.directory;

import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records that this node knows. One that cannot be read is passed over, and reported once. */
final class RecordCopy {
  private static final Logger log = LoggerFactory.getLogger(RecordCopy.class);

  private final Map<String, Record> records = new ConcurrentHashMap<>();
  private final Set<String> poisoned = ConcurrentHashMap.newKeySet();

  List<Record> all() {
    return List.copyOf(records.values());
  }

  Map<String, Record> snapshot() {
    return Map.copyOf(records);
  }

  @Nullable
  Record get(String registration) {
    return records.get(registration);
  }

  /** Keeps what a record says now; null when there is none any more. */
  void keep(String registration, @Nullable String text) {
    if (text == null) {
      records.remove(registration);
      return;
    }
    try {
      records.put(registration, new Record(new JsonObject(text)));
      poisoned.remove(registration);
    } catch (RuntimeException unreadable) {
      records.remove(registration);
      if (poisoned.add(registration)) {
        log.warn("Passed over the unreadable record {}: {}", registration, unreadable.getMessage());
      }
    }
  }

  void drop(Predicate<String> registrations) {
    records.keySet().removeIf(registrations);
  }

  /** The nodes that the records live and die with. */
  Set<String> owners() {
    return records.values().stream()
        .map(RecordForm::owner)
        .filter(owner -> !owner.isEmpty())
        .collect(Collectors.toSet());
  }

  List<String> ownedBy(String node) {
    return records.entrySet().stream()
        .filter(entry -> RecordForm.owner(entry.getValue()).equals(node))
        .map(Map.Entry::getKey)
        .toList();
  }
}
