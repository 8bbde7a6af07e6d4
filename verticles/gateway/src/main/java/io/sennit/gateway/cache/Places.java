package io.sennit.gateway.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All paths that this gateway has routes for, whichever gateway told of them. */
final class Places {
  /** More paths than these no gateway has: what tells of more is not believed. */
  private static final int MOST = 100_000;

  private final Epochs epochs = new Epochs();
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  Place at(String path) {
    Place known = places.get(path);
    if (known != null) {
      return known;
    }
    return places.size() < MOST
        ? places.computeIfAbsent(path, unknown -> new Place(unknown, epochs))
        : new Place(path, epochs);
  }

  List<Place> kept() {
    return places.values().stream().filter(Place::isKeeping).toList();
  }
}
