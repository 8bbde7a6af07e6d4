package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has a group handle again what it has handled, by putting its cursors back. */
final class Replay {
  private final String service;
  private final List<Subscription> subscriptions;
  private final Surroundings surroundings;

  /**
   * What an operator asks for.
   *
   * @param from as it was written
   * @param force even where events are skipped that way
   */
  private record Order(String from, boolean force) {
    Start start() {
      return Start.written(from);
    }
  }

  /**
   * Where a source says that the group would begin.
   *
   * @param kept behind which positions the source keeps its log
   * @param gone whether it does not keep all that was asked for
   */
  private record Target(
      Reading reading, Map<Integer, Long> places, Map<Integer, Long> kept, boolean gone) {
    static Target of(Reading reading, JsonObject found) {
      return new Target(
          reading,
          Positions.of(found, "places"),
          Positions.of(found, "kept"),
          found.getBoolean("gone"));
    }

    Cursors cursors() {
      return new Cursors(reading.reader(), reading.source());
    }
  }

  Replay(String service, List<Subscription> subscriptions, Surroundings surroundings) {
    this.service = service;
    this.subscriptions = subscriptions;
    this.surroundings = surroundings;
  }

  Future<JsonObject> order(Call call) {
    JsonObject input = call.input();
    List<Reading> readings = readings(input.getString("group"), input.getString("source"));
    String from = input.getString(Start.FROM);
    String subject = input.getString("subject");
    boolean force = input.getBoolean("force", false);
    if (subject != null) {
      return again(call, readings, subject, new Order(from == null ? "beginning" : from, force));
    }
    if (from == null) {
      throw Problem.invalid(
          Start.FROM, "must say from when on: a time, the position of an event, or 'beginning'");
    }
    return back(call, readings, new Order(from, force));
  }

  private List<Reading> readings(String group, @Nullable String source) {
    Subscription subscription = subscriptions.stream()
        .filter(one -> one.group().equals(group))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(Kind.NOT_FOUND, service + " has no group '" + group + "'; " + groups()));
    List<Reading> readings = subscription.sources().stream()
        .sorted()
        .map(from -> new Reading(service, subscription, from))
        .filter(reading -> source == null || reading.source().equals(EventLog.sourceNamed(source)))
        .toList();
    if (readings.isEmpty()) {
      throw Problem.of(
          Kind.NOT_FOUND,
          service + "/" + group + " does not read '" + source + "'; it reads "
              + subscription.sources().stream().sorted().collect(Collectors.joining(", ")) + ".");
    }
    return readings;
  }

  private String groups() {
    return subscriptions.isEmpty()
        ? "it has none."
        : "it has "
            + subscriptions.stream()
                .map(Subscription::group)
                .sorted()
                .collect(Collectors.joining(", "))
            + ".";
  }

  private Future<JsonObject> back(Call call, List<Reading> readings, Order order) {
    Start start = order.start();
    if (start instanceof Start.Behind && readings.size() > 1) {
      throw Problem.invalid("source", "must be named: a position belongs to one log");
    }
    return each(readings, reading -> targeted(call, reading, start, order.force()))
        .compose(targets -> store()
            .inTransaction(call, transaction -> each(targets, t -> move(transaction, t, order))))
        .map(sources -> answer(readings, sources));
  }

  private Future<Target> targeted(Call call, Reading reading, Start start, boolean force) {
    return new Log(reading, surroundings.mesh())
        .position(call, start)
        .map(found -> Target.of(reading, found))
        .compose(target -> target.gone() && !force
            ? Future.failedFuture(
                Problem.of(
                    Kind.CONFLICT,
                    reading.from()
                        + " does not keep all events from there on any more: replay from 'beginning' for all that it keeps, or force it to begin with the oldest one."))
            : Future.succeededFuture(target));
  }

  private Future<JsonObject> move(Transaction transaction, Target target, Order order) {
    return target.cursors().look(transaction).compose(cursors -> {
      Map<Integer, Long> moves = moves(cursors, target, order.force());
      if (moves.isEmpty()) {
        return Future.failedFuture(unmoved(target.reading(), cursors.isEmpty()));
      }
      String detail = target.reading() + " from " + order.from() + (order.force() ? ", forced" : "")
          + ": " + moves;
      return target
          .cursors()
          .move(transaction, moves)
          .compose(moved -> Audit.write(transaction, "event.replay", detail))
          .map(written -> moved(target.reading(), cursors, moves));
    });
  }

  /** Nothing that is kept is skipped, unless that is what was asked for. */
  private static Map<Integer, Long> moves(
      Map<Integer, Cursors.Cursor> cursors, Target target, boolean force) {
    Map<Integer, Long> moves = new TreeMap<>();
    cursors.forEach((partition, cursor) -> {
      long kept = target.kept().getOrDefault(partition, 0L);
      long wanted = Math.max(kept, target.places().getOrDefault(partition, kept));
      if (force || wanted <= Math.max(kept, cursor.position())) {
        moves.put(partition, wanted);
      }
    });
    return moves;
  }

  private static Problem unmoved(Reading reading, boolean isNew) {
    return Problem.of(
        Kind.CONFLICT,
        isNew
            ? reading + " has not begun yet, so there is nothing to handle again."
            : reading
                + " has not come that far in any partition: it will handle those events anyway; force it to skip the ones before.");
  }

  private static JsonObject moved(
      Reading reading, Map<Integer, Cursors.Cursor> cursors, Map<Integer, Long> moves) {
    JsonArray moved = new JsonArray();
    cursors.forEach((partition, cursor) -> {
      if (moves.containsKey(partition)) {
        moved.add(new JsonObject()
            .put("partition", partition)
            .put("from", cursor.position())
            .put("to", moves.get(partition)));
      }
    });
    return new JsonObject()
        .put("source", reading.source())
        .put("moved", moved)
        .put("unmoved", cursors.size() - moves.size());
  }

  private Future<JsonObject> again(Call call, List<Reading> readings, String subject, Order order) {
    Start start = order.start();
    return each(
            readings,
            reading -> targeted(call, reading, start, order.force())
                .compose(target -> new SubjectReplay(reading, subject, surroundings)
                    .order(
                        call,
                        target.places().values().stream().min(Long::compare).orElse(0L))))
        .map(sources -> {
          if (sources.stream().allMatch(source -> source.getInteger("events") == 0)) {
            throw Problem.of(
                Kind.NOT_FOUND,
                "Nothing that the group wants is kept of '" + subject
                    + "' from there on; nothing was changed.");
          }
          return answer(readings, sources).put("subject", subject);
        });
  }

  private JsonObject answer(List<Reading> readings, List<JsonObject> sources) {
    return new JsonObject()
        .put("service", service)
        .put("group", readings.get(0).subscription().group())
        .put("sources", new JsonArray(sources));
  }

  private Store store() {
    return surroundings.store();
  }

  /** One after the other. */
  private static <A, B> Future<List<B>> each(List<A> all, Function<A, Future<B>> step) {
    List<B> results = new ArrayList<>();
    Future<?> done = Future.succeededFuture();
    for (A one : all) {
      done = done.compose(before -> step.apply(one)).onSuccess(results::add);
    }
    return done.map(last -> results);
  }
}
