package io.sennit.mesh.directory;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The records of a process that is no cluster. */
final class LocalRecordMap implements RecordMap {
  private final Map<String, String> records = new ConcurrentHashMap<>();
  private Listener listener = (registration, record) -> {};

  @Override
  public synchronized CompletionStage<?> put(String registration, String record) {
    records.put(registration, record);
    listener.changed(registration, record);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<@Nullable String> remove(String registration) {
    String removed = records.remove(registration);
    listener.changed(registration, null);
    return CompletableFuture.completedFuture(removed);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Map<String, String> readAll() {
    return Map.copyOf(records);
  }

  @Override
  public synchronized void listen(Listener listener) {
    this.listener = listener;
  }
}
