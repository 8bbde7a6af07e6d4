package io.sennit.gateway.feed;

import io.sennit.mesh.event.Audience;
import io.sennit.mesh.message.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** For whom a tail reads, found by whose an event is. */
final class Watches {
  /** With more users than that, a list of them in each request costs more than it spares. */
  private static final int MOST_NAMED = 200;

  private final Map<Identity, Watch> byIdentity = new HashMap<>();
  private final Map<String, List<Watch>> bySubject = new HashMap<>();
  private final List<Watch> seeingAll = new ArrayList<>();
  private Audience audience = Audience.USUAL;

  /** All lanes of one identity. */
  static final class Watch {
    private static final long NOT_YET = -1;

    private final Identity identity;
    private final Set<Lane> lanes = new LinkedHashSet<>();
    private long since = NOT_YET;

    private Watch(Identity identity) {
      this.identity = identity;
    }

    Identity identity() {
      return identity;
    }

    Set<Lane> lanes() {
      return lanes;
    }

    /** The tail has read, behind this position, whatever this identity may see. */
    void begin(long position) {
      if (since == NOT_YET) {
        since = position;
      }
    }

    boolean hasBegun() {
      return since != NOT_YET;
    }

    long since() {
      return since;
    }
  }

  /** @param owners whose events are wanted, or null for everybody's */
  record Wanted(@Nullable Set<String> owners, Set<String> open, List<Watch> by) {
    boolean isAll() {
      return owners == null;
    }
  }

  boolean isEmpty() {
    return byIdentity.isEmpty();
  }

  Watch add(Lane lane, Identity identity) {
    Watch watch = byIdentity.get(identity);
    if (watch == null) {
      watch = new Watch(identity);
      byIdentity.put(identity, watch);
      index(watch);
    }
    watch.lanes().add(lane);
    return watch;
  }

  void remove(Lane lane, Watch watch) {
    watch.lanes().remove(lane);
    if (watch.lanes().isEmpty()) {
      byIdentity.remove(watch.identity());
      seeingAll.remove(watch);
      List<Watch> same = bySubject.get(watch.identity().subject());
      if (same != null && same.remove(watch) && same.isEmpty()) {
        bySubject.remove(watch.identity().subject());
      }
    }
  }

  /** The log's rule has changed, or was learned. */
  void use(Audience rule) {
    if (!rule.equals(audience)) {
      audience = rule;
      bySubject.clear();
      seeingAll.clear();
      byIdentity.values().forEach(this::index);
    }
  }

  Audience audience() {
    return audience;
  }

  private void index(Watch watch) {
    bySubject
        .computeIfAbsent(watch.identity().subject(), subject -> new ArrayList<>(1))
        .add(watch);
    if (audience.seesAll(watch.identity())) {
      seeingAll.add(watch);
    }
  }

  /** What has to be read so that nobody lacks anything. */
  Wanted wanted() {
    List<Watch> all = List.copyOf(byIdentity.values());
    if (!seeingAll.isEmpty() || bySubject.size() > MOST_NAMED) {
      return new Wanted(null, Set.of(), all);
    }
    Set<String> open = new TreeSet<>();
    all.forEach(watch -> open.addAll(audience.openTo(watch.identity())));
    return new Wanted(Set.copyOf(bySubject.keySet()), open, all);
  }

  /** Those who may want to see the event; each of their lanes looks whether it may. */
  Collection<Watch> of(Told told) {
    if (audience.isOpenToSome(told.type())) {
      return byIdentity.values();
    }
    List<Watch> owners = told.owner() == null ? null : bySubject.get(told.owner());
    if (owners == null) {
      return seeingAll;
    }
    Set<Watch> both = new LinkedHashSet<>(owners);
    both.addAll(seeingAll);
    return both;
  }

  Collection<Watch> all() {
    return byIdentity.values();
  }
}
