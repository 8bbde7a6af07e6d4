package io.sennit.mesh.directory;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.map.listener.MapListener;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The records in a Hazelcast map, whose listener feeds this node's copy. */
final class HazelcastRecordMap implements RecordMap {
  private final HazelcastInstance hazelcast;
  private final IMap<String, String> records;

  HazelcastRecordMap(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    this.records = hazelcast.getMap(NAME);
  }

  @Override
  public CompletionStage<?> put(String registration, String record) {
    return records.setAsync(registration, record);
  }

  @Override
  public CompletionStage<@Nullable String> remove(String registration) {
    return records.removeAsync(registration);
  }

  @Override
  public boolean isOpen() {
    return hazelcast.getLifecycleService().isRunning();
  }

  @Override
  public Map<String, String> readAll() {
    return Map.copyOf(records.getAll(records.keySet()));
  }

  @Override
  public void listen(Listener listener) {
    records.addEntryListener(new Feed(listener), true);
  }

  /** Every way in which an entry comes, changes or goes. */
  private record Feed(Listener listener)
      implements MapListener,
          EntryAddedListener<String, String>,
          EntryUpdatedListener<String, String>,
          EntryMergedListener<String, String>,
          EntryRemovedListener<String, String> {
    @Override
    public void entryAdded(EntryEvent<String, String> event) {
      listener.changed(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, String> event) {
      listener.changed(event.getKey(), event.getValue());
    }

    @Override
    public void entryMerged(EntryEvent<String, String> event) {
      listener.changed(event.getKey(), event.getValue());
    }

    @Override
    public void entryRemoved(EntryEvent<String, String> event) {
      listener.changed(event.getKey(), null);
    }
  }
}
