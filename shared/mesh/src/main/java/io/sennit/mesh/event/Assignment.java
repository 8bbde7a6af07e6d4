package io.sennit.mesh.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which instance of a group works on which partitions. All instances compute the same from the same
 * members; while they see different ones, the leases keep them apart.
 */
final class Assignment {
  private Assignment() {}

  /** The partitions of one member: as even as it gets, and few move when a member comes or goes. */
  static Set<Integer> of(String reading, Collection<String> members, String self) {
    List<String> ordered = members.stream().sorted().distinct().toList();
    Set<Integer> own = new HashSet<>();
    if (!ordered.contains(self)) {
      return own;
    }
    int least = LogSql.PARTITIONS / ordered.size();
    int withOneMore = LogSql.PARTITIONS % ordered.size();
    Map<String, Integer> taken = new HashMap<>();
    for (int partition = 0; partition < LogSql.PARTITIONS; partition++) {
      String best = null;
      int highest = 0;
      for (String member : ordered) {
        int score = score(reading + partition + member);
        int more = taken.getOrDefault(member, 0) - least;
        boolean room = more < 0 || (more == 0 && withOneMore > 0);
        if (room && (best == null || score > highest)) {
          best = member;
          highest = score;
        }
      }
      if (best != null) {
        if (taken.merge(best, 1, Integer::sum) > least) {
          withOneMore--;
        }
        if (best.equals(self)) {
          own.add(partition);
        }
      }
    }
    return own;
  }

  /** Spread well even for names that differ in one letter. */
  private static int score(String text) {
    int hash = text.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x7feb352d;
    hash = (hash ^ (hash >>> 15)) * 0x846ca68b;
    return hash ^ (hash >>> 16);
  }
}
