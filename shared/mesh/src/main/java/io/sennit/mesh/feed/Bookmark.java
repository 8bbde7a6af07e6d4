package io.sennit.mesh.feed;

import io.sennit.mesh.problem.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far somebody has read in the lists of several services, as in {@code orders:12,users:7}. */
public record Bookmark(Map<String, Long> places) {

  public static Bookmark parse(@Nullable String text) {
    Map<String, Long> places = new TreeMap<>();
    for (String place : text == null || text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int colon = place.indexOf(':');
      try {
        places.put(place.substring(0, colon), Long.parseLong(place.substring(colon + 1)));
      } catch (RuntimeException malformed) {
        throw Problem.invalid("after", "must be the 'next' of the page before, not '" + text + "'");
      }
    }
    return new Bookmark(places);
  }

  @Override
  public String toString() {
    return places.entrySet().stream()
        .map(place -> place.getKey() + ":" + place.getValue())
        .collect(Collectors.joining(","));
  }
}
