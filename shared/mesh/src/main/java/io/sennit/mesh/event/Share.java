package io.sennit.mesh.event;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be handled next of one partition.
 *
 * @param upTo how far the group is when that is done
 */
record Share(Place place, List<Event> events, long upTo) {

  /** Shares that together have no more events than a transaction may; larger ones are alone. */
  static List<List<Share>> gathered(List<Share> shares, int most) {
    List<List<Share>> groups = new ArrayList<>();
    int events = 0;
    for (Share share : shares) {
      events += share.events().size();
      if (groups.isEmpty() || events > most) {
        groups.add(new ArrayList<>());
        events = share.events().size();
      }
      groups.get(groups.size() - 1).add(share);
    }
    return groups;
  }

  Share of(List<Event> some, long end) {
    return new Share(place, some, end);
  }
}
