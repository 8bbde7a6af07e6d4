package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries parked events again when they are due, one of each subject at a time and beside all that is
 * new.
 */
final class Retries {
  private final Parked parked;
  private final Handling handling;
  private final IntFunction<@Nullable Place> places;
  private final BiConsumer<Place, @Nullable Throwable> done;
  private final Set<Long> running = new HashSet<>();
  private final Set<Long> doneMeanwhile = new HashSet<>();

  Retries(
      Parked parked,
      Handling handling,
      IntFunction<@Nullable Place> places,
      BiConsumer<Place, @Nullable Throwable> done) {
    this.parked = parked;
    this.handling = handling;
    this.places = places;
    this.done = done;
  }

  /** Begins what is due in these places. */
  Future<Void> look(Call call, Collection<Place> held) {
    if (held.isEmpty()) {
      return Future.succeededFuture();
    }
    doneMeanwhile.clear();
    return parked.due(call, List.copyOf(held)).map(due -> {
      // One that was done while the database looked is still in what it saw.
      due.stream().filter(one -> !doneMeanwhile.contains(one.id())).forEach(this::begin);
      return null;
    });
  }

  private void begin(Parked.Due due) {
    Place place = places.apply(due.partition());
    if (place == null || place.isLeaving() || !running.add(due.id())) {
      return;
    }
    place.retrying(1);
    handling.again(place, due).onComplete(tried -> {
      place.retrying(-1);
      running.remove(due.id());
      doneMeanwhile.add(due.id());
      if (tried.succeeded()) {
        tried.result().ifPresent(this::begin);
      }
      done.accept(place, tried.cause());
    });
  }
}
