package io.sennit.gateway.cache;

import io.sennit.gateway.rules.CacheRules;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Priority;
import io.sennit.mesh.message.Timeouts;
import io.sennit.mesh.message.VersionWish;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as far as its answer depends on it. */
final class Asking {
  private static final String IF_NONE_MATCH = "if-none-match";
  private static final String IF_MATCH = "if-match";

  private final Visit visit;
  private final Call call;
  private final Key key;
  private String status = "fwd=stale";

  /**
   * What two requests must share to share an answer.
   *
   * @param user who asks, where that matters
   * @param params of path and query as the service gets them, whatever their spelling and order
   */
  record Key(
      OperationId operation, String host, String user, List<String> params, List<String> varied) {
    int weight() {
      return 2 * (host.length() + user.length() + length(params) + length(varied));
    }

    private static int length(List<String> texts) {
      return texts.stream().mapToInt(text -> text.length() + 24).sum();
    }
  }

  Asking(Visit visit, Call call, CacheRules.Keys keys) {
    this.visit = visit;
    this.call = call;
    String host = visit.request().authority() == null
        ? ""
        : visit.request().authority().toString().toLowerCase(Locale.ROOT);
    String user = keys.perUser() ? visit.identity().subject() : "";
    List<String> varied = new ArrayList<>(values(keys.vary()));
    // What another version of the service answers is another answer.
    varied.add(Objects.requireNonNullElse(VersionWish.textOf(call), ""));
    this.key = new Key(call.operation(), host, user, sorted(call.params()), varied);
  }

  Call call() {
    return call;
  }

  Key key() {
    return key;
  }

  boolean isIdentified() {
    return !visit.identity().isAnonymous();
  }

  /** Whether its client would like another answer than others: it gets that, and alone. */
  boolean isPreferring() {
    return call.headers().get("prefer") != null;
  }

  String subject() {
    return visit.identity().subject();
  }

  /** The values of the path's parameters. */
  List<String> values() {
    return pathValues(visit, call);
  }

  static List<String> pathValues(Visit visit, Call call) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < visit.route().names().size(); i++) {
      values.add(call.params().value(i));
    }
    return values;
  }

  /** What the request has under these names of header fields. */
  List<String> values(List<String> names) {
    HttpServerRequest request = visit.request();
    return names.stream()
        .map(name -> String.join(", ", request.headers().getAll(name)))
        .toList();
  }

  @Nullable
  String header(String name) {
    return visit.request().getHeader(name);
  }

  /** Says what the cache did (RFC 9211), as long as anybody can be told. */
  void tell(String what) {
    status = what;
    HttpServerResponse response = visit.response();
    if (!response.headWritten() && !response.ended()) {
      response.putHeader("cache-status", "sennit; " + what);
    }
  }

  void tellStored() {
    tell(status + "; stored");
  }

  /**
   * The call for an answer that can be kept: whole, and on no client's conditions but the gateway's
   * own.
   */
  Call fetching(@Nullable String knownTag, Cancellation cancellation) {
    return new Call(
        call.operation(),
        call.params(),
        call.body(),
        new Envelope(
            call.deadline(),
            call.identity(),
            call.trace(),
            headers(knownTag),
            cancellation,
            call.priority()));
  }

  /** The same, when its client has its answer already. */
  Call refreshing(@Nullable String knownTag, Cancellation cancellation) {
    return new Call(
        call.operation(),
        call.params(),
        call.body(),
        new Envelope(
            Deadline.after(Timeouts.LONGEST),
            call.identity(),
            call.trace().child(),
            headers(knownTag),
            cancellation,
            Priority.LOW));
  }

  private Pairs headers(@Nullable String knownTag) {
    Pairs headers = call.headers();
    List<String> flat = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).equals(IF_NONE_MATCH) && !headers.name(i).equals(IF_MATCH)) {
        flat.add(headers.name(i));
        flat.add(headers.value(i));
      }
    }
    if (knownTag != null) {
      flat.add(IF_NONE_MATCH);
      flat.add(knownTag);
    }
    return Pairs.of(flat);
  }

  private static List<String> sorted(Pairs params) {
    TreeMap<String, List<String>> byName = new TreeMap<>();
    for (int i = 0; i < params.size(); i++) {
      byName.computeIfAbsent(params.name(i), name -> new ArrayList<>()).add(params.value(i));
    }
    List<String> flat = new ArrayList<>();
    byName.forEach((name, values) -> values.forEach(value -> {
      flat.add(name);
      flat.add(value);
    }));
    return flat;
  }
}
