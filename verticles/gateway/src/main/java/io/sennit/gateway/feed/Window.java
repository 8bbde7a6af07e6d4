package io.sennit.gateway.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last events of a log that a tail has read, bounded in number and size. */
final class Window {
  private final int mostEvents;
  private final long mostCharacters;
  private final Deque<Told> events = new ArrayDeque<>();
  private long characters;
  private long floor;

  Window(int mostEvents, long mostCharacters) {
    this.mostEvents = mostEvents;
    this.mostCharacters = mostCharacters;
  }

  /** Begins anew, behind that position. */
  void begin(long position) {
    events.clear();
    characters = 0;
    floor = position;
  }

  void add(Told told) {
    events.addLast(told);
    characters += told.text().length();
    while (events.size() > mostEvents || (characters > mostCharacters && events.size() > 1)) {
      Told oldest = events.removeFirst();
      characters -= oldest.text().length();
      floor = oldest.position();
    }
  }

  /** Nothing that the tail has read behind this position is missing. */
  long floor() {
    return floor;
  }

  List<Told> behind(long position) {
    return events.stream().filter(told -> told.position() > position).toList();
  }
}
