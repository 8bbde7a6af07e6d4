package io.sennit.node.admin;

import io.sennit.mesh.feed.Bookmark;
import io.sennit.mesh.feed.Logs;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The logs of one or all services as one, in order of time. */
final class EventFeed {
  private static final int LOOK_MILLIS = 250;
  private static final int LONGEST_WAIT = 30;
  private static final Comparator<JsonObject> BY_TIME =
      Comparator.comparing(event -> Instant.parse(event.getString("time")));

  private final Vertx vertx;
  private final Round round;
  private final Logs logs;

  /** @param after how far the asker has read each log; nothing for the newest events */
  private record Question(
      List<String> services,
      JsonObject wanted,
      int limit,
      @Nullable Bookmark after) {
    Question behind(Bookmark next) {
      return new Question(services, wanted, limit, next);
    }
  }

  EventFeed(Vertx vertx, Round round, Logs logs) {
    this.vertx = vertx;
    this.round = round;
    this.logs = logs;
  }

  /** Waits for the first event as long as the operator is ready to. */
  Future<JsonObject> read(Exchange exchange) {
    String source = exchange.query("source");
    List<String> services =
        round.services(source != null && source.startsWith("/") ? source.substring(1) : source);
    JsonObject wanted = exchange.queries("subject");
    String types = exchange.query("type");
    if (types != null) {
      wanted.put("types", new JsonArray(List.of(types.split(","))));
    }
    Question question = new Question(
        services,
        wanted,
        Math.max(1, exchange.query("limit", 1_000, 100)),
        after(exchange.query("after"), services));
    int seconds = exchange.query("wait", LONGEST_WAIT, 0);
    return read(exchange, question, seconds * 1_000 / LOOK_MILLIS);
  }

  private static @Nullable Bookmark after(@Nullable String text, List<String> services) {
    if (text == null) {
      return null;
    }
    if (text.equals("beginning")) {
      Map<String, Long> places = new TreeMap<>();
      services.forEach(service -> places.put(service, 0L));
      return new Bookmark(places);
    }
    if (text.contains(":")) {
      return Bookmark.parse(text);
    }
    if (services.size() != 1) {
      throw Problem.invalid(
          "after", "is a position of one log: name its source, or give the 'next' of a page");
    }
    return Bookmark.parse(services.get(0) + ":" + text);
  }

  private Future<JsonObject> read(Exchange exchange, Question question, int looks) {
    return page(exchange.call(), question)
        .compose(page -> page.getJsonArray("items").isEmpty()
                && looks > 0
                && !exchange.request().response().closed()
            ? vertx
                .timer(LOOK_MILLIS)
                .compose(later -> read(
                    exchange, question.behind(Bookmark.parse(page.getString("next"))), looks - 1))
            : Future.succeededFuture(page));
  }

  private Future<JsonObject> page(Call call, Question question) {
    EventPages pages = new EventPages(logs, call, question.wanted(), question.limit());
    Bookmark after = question.after();
    return round
        .ask(question.services(), service -> {
          Long position = after == null ? null : after.places().get(service);
          return position == null ? pages.newest(service) : pages.next(service, position);
        })
        .map(answers -> {
          List<JsonObject> items = answers.items().stream().sorted(BY_TIME).toList();
          int tooMany = after == null ? Math.max(0, items.size() - question.limit()) : 0;
          Map<String, Long> next = new TreeMap<>(after == null ? Map.of() : after.places());
          answers.said().forEach((service, page) -> next.put(service, page.getLong("upTo")));
          return answers
              .json(items.subList(tooMany, items.size()))
              .put("next", new Bookmark(next).toString());
        });
  }
}
