package io.sennit.mesh.directory;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The map of the cluster that holds the records, as JSON by registration. */
interface RecordMap {
  /**
   * The name that Vert.x's own backend uses, so that members without our library see the same
   * records.
   */
  String NAME = "service.registry";

  CompletionStage<?> put(String registration, String record);

  CompletionStage<@Nullable String> remove(String registration);

  /** Whether this node is still in the cluster that has the map. */
  boolean isOpen();

  /** Everything in the map; this may block. */
  Map<String, String> readAll();

  /** Tells of every change, null for a record that is gone. */
  void listen(Listener listener);

  /** Hears of changes, in order for each registration. */
  interface Listener {
    void changed(String registration, @Nullable String record);
  }
}
