package io.sennit.mesh.directory;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import io.vertx.servicediscovery.Record;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's copy of all records, kept in step with the cluster's map.
 *
 * <p>A listener tells of every change. Because a change can be lost when members come and go or
 * halves merge, the whole is compared from time to time as well, and often after such an event:
 * what this node owns and the map has lost is written again, what belongs to a node that is gone is
 * removed.
 */
final class Records implements Shareable {
  private static final Logger log = LoggerFactory.getLogger(Records.class);
  private static final String SHARED_AS = "sennit.directory";

  private final Vertx vertx;
  private final RecordMap map;
  private final Membership membership;
  private final RecordCopy copy = new RecordCopy();
  private final Map<String, String> own = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  // While the whole is read, changes are kept here as well: the reading may be older than they are.
  private @Nullable Map<String, @Nullable String> meanwhile;
  private boolean again;
  private Set<String> strangers = Set.of();
  private final Rhythm rhythm;
  private final Future<Void> loaded;

  Records(Vertx vertx, RecordMap map, Membership membership, Rhythm.Pace pace) {
    this.vertx = vertx;
    this.map = map;
    this.membership = membership;
    this.rhythm = new Rhythm(vertx, pace, this::reconcile);
    map.listen(this::changed);
    membership.onLeft(this::left);
    membership.onJoined(rhythm::quicken);
    membership.onMerged(this::merged);
    loaded = reconcile();
  }

  /** The one copy of this Vert.x; the directory and every user of service discovery share it. */
  static Records of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Records>getLocalMap(SHARED_AS)
        .computeIfAbsent(
            SHARED_AS,
            name -> new Records(vertx, mapOf(vertx), Membership.of(vertx), Rhythm.Pace.DEFAULT));
  }

  private static RecordMap mapOf(Vertx vertx) {
    return ((VertxInternal) vertx).clusterManager() instanceof HazelcastClusterManager manager
        ? new HazelcastRecordMap(manager.getHazelcastInstance())
        : new LocalRecordMap();
  }

  /** Ends when the copy holds what was in the cluster before this node came. */
  Future<Void> loaded() {
    return loaded;
  }

  /** Never with a part of what goes at once. */
  synchronized List<Record> all() {
    return copy.all();
  }

  @Nullable
  Record get(String registration) {
    return copy.get(registration);
  }

  /** Runs after each change of the copy, until what is returned is run. */
  Runnable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Writes a record of this node. This node's own copy has it when the future ends. */
  Future<Void> put(Record record) {
    String registration = record.getRegistration();
    String text = record.toJson().encode();
    if (RecordForm.owner(record).equals(membership.self())) {
      own.put(registration, text);
    }
    return Future.fromCompletionStage(map.put(registration, text), vertx.getOrCreateContext())
        .onSuccess(done -> changed(registration, text))
        .mapEmpty();
  }

  Future<@Nullable Record> remove(String registration) {
    synchronized (this) {
      // Together with the comparison, which would write it again.
      own.remove(registration);
    }
    Record removed = copy.get(registration);
    return Future.fromCompletionStage(map.remove(registration), vertx.getOrCreateContext())
        .onSuccess(done -> changed(registration, null))
        .map(done -> removed);
  }

  private void left(String node) {
    forget(node).forEach(map::remove);
    rhythm.quicken();
  }

  private void merged() {
    reconcile();
    rhythm.quicken();
  }

  /** Compares the whole with the map, in both directions; one comparison at a time. */
  private Future<Void> reconcile() {
    synchronized (this) {
      if (meanwhile != null) {
        again = true;
        return Future.succeededFuture();
      }
      meanwhile = new HashMap<>();
    }
    return read()
        .onSuccess(this::replaceAll)
        .onFailure(failure -> {
          if (map.isOpen()) {
            log.warn(
                "The directory could not be compared with the cluster; next try in 30 s", failure);
          }
          ended();
        })
        .mapEmpty();
  }

  private Future<Map<String, String>> read() {
    try {
      return vertx.executeBlocking(map::readAll);
    } catch (RejectedExecutionException closing) {
      // This Vert.x ends, and with it the copy: nobody waits for the comparison any more.
      return Future.future(never -> {});
    }
  }

  private void replaceAll(Map<String, String> read) {
    Map<String, @Nullable String> current = new HashMap<>(read);
    Map<String, String> lost;
    boolean changed;
    try {
      synchronized (this) {
        if (meanwhile != null) {
          current.putAll(meanwhile);
        }
        lost = lostOf(current);
        current.putAll(lost);
        changed = copy.drop(registration -> current.get(registration) == null);
        for (Map.Entry<String, @Nullable String> entry : current.entrySet()) {
          changed |= copy.keep(entry.getKey(), entry.getValue());
        }
      }
      lost.keySet().forEach(this::restore);
      forgetStrangers();
    } finally {
      ended();
    }
    if (changed) {
      listeners.forEach(Runnable::run);
    }
  }

  /**
   * Forgets nodes that are no members, twice in a row: one that joins may be known by its records
   * before it is known as a member.
   */
  private void forgetStrangers() {
    Set<String> members = membership.members();
    Set<String> found = new HashSet<>(copy.owners());
    found.removeAll(members);
    found.stream()
        .filter(strangers::contains)
        .flatMap(gone -> forget(gone).stream())
        .forEach(map::remove);
    if (!strangers.containsAll(found)) {
      rhythm.quicken();
    }
    strangers = found;
  }

  /** What the cluster has lost of this node's records, and nothing that was withdrawn. */
  private Map<String, String> lostOf(Map<String, @Nullable String> current) {
    Map<String, String> lost = new HashMap<>(own);
    lost.entrySet().removeIf(each -> each.getValue().equals(current.get(each.getKey())));
    return lost;
  }

  private void restore(String registration) {
    String text = own.get(registration);
    if (text == null) {
      return;
    }
    log.warn("The cluster had lost the record {}; it is written again", registration);
    map.put(registration, text);
    if (!own.containsKey(registration)) {
      // Withdrawn in this moment, and perhaps removed before it was written.
      map.remove(registration);
    }
  }

  private void ended() {
    boolean more;
    synchronized (this) {
      meanwhile = null;
      more = again;
      again = false;
    }
    if (more) {
      reconcile();
    }
  }

  private void changed(String registration, @Nullable String text) {
    if (text == null && forgetOwnerOf(registration)) {
      return;
    }
    synchronized (this) {
      keep(registration, text);
    }
    if (text == null && own.containsKey(registration)) {
      // Somebody took this node for gone.
      rhythm.quicken();
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * Another node that knows already that a member is gone removes its records one by one. The first
   * of them tells it here, and tells whether it did. Should it be wrong, because a node is known by
   * its records only, or not any more while halves merge, then the next comparison brings them
   * back.
   */
  private boolean forgetOwnerOf(String registration) {
    Record removed = copy.get(registration);
    if (removed == null) {
      return false;
    }
    String owner = RecordForm.owner(removed);
    boolean gone = !owner.isEmpty() && !membership.members().contains(owner);
    if (gone) {
      forget(owner);
      rhythm.quicken();
    }
    return gone;
  }

  /** Drops what a node has owned from the copy, all at once, and tells what that was. */
  private List<String> forget(String node) {
    List<String> gone;
    synchronized (this) {
      gone = copy.ownedBy(node);
      gone.forEach(registration -> keep(registration, null));
    }
    if (!gone.isEmpty()) {
      listeners.forEach(Runnable::run);
    }
    return gone;
  }

  /** For the copy, and for the comparison that may go on. */
  private void keep(String registration, @Nullable String text) {
    if (meanwhile != null) {
      meanwhile.put(registration, text);
    }
    copy.keep(registration, text);
  }
}
