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

  private final Map<String, Known> records = new ConcurrentHashMap<>();
  private final Set<String> poisoned = ConcurrentHashMap.newKeySet();

  /** A record, and the text that it was read from: the same text is not read again. */
  private record Known(String text, Record record) {}

  List<Record> all() {
    return records.values().stream().map(Known::record).toList();
  }

  @Nullable
  Record get(String registration) {
    Known known = records.get(registration);
    return known == null ? null : known.record();
  }

  /**
   * Keeps what a record says now, or null when there is none any more; tells whether that is new.
   */
  boolean keep(String registration, @Nullable String text) {
    if (text == null) {
      return records.remove(registration) != null;
    }
    Known known = records.get(registration);
    if (known != null && known.text().equals(text)) {
      return false;
    }
    try {
      records.put(registration, new Known(text, new Record(new JsonObject(text))));
      poisoned.remove(registration);
      return true;
    } catch (RuntimeException unreadable) {
      if (poisoned.add(registration)) {
        log.warn("Passed over the unreadable record {}: {}", registration, unreadable.getMessage());
      }
      return records.remove(registration) != null;
    }
  }

  /** Drops these, and tells whether there were any. */
  boolean drop(Predicate<String> registrations) {
    return records.keySet().removeIf(registrations);
  }

  /** The nodes that the records live and die with. */
  Set<String> owners() {
    return records.values().stream()
        .map(known -> RecordForm.owner(known.record()))
        .filter(owner -> !owner.isEmpty())
        .collect(Collectors.toSet());
  }

  List<String> ownedBy(String node) {
    return records.entrySet().stream()
        .filter(entry -> RecordForm.owner(entry.getValue().record()).equals(node))
        .map(Map.Entry::getKey)
        .toList();
  }
}
