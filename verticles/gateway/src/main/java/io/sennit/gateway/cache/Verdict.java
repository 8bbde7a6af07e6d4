package io.sennit.gateway.cache;

import io.sennit.gateway.rules.CacheRules;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether an answer may be kept, for whom and for how long. */
final class Verdict {
  private static final int OK = 200;

  /** These are kept if they say so themselves, and by no rule. */
  private static final Set<Integer> IF_SAID = Set.of(301, 308, 404, 410);

  private final CacheRules rules;
  private final long now;

  Verdict(CacheRules rules, long now) {
    this.rules = rules;
    this.now = now;
  }

  /** Whether an answer of a route that nothing was kept of yet is worth a closer look. */
  static boolean mayBeKept(Reply reply) {
    String said = reply.headers().get("cache-control");
    return said != null && CacheControl.parse(said).sharedSeconds() > 0;
  }

  /** The answer as it is kept, or null. */
  @Nullable
  Kept of(Asking asking, Reply reply, long mark) {
    CacheControl said = CacheControl.parse(all(reply.headers(), "cache-control"));
    boolean forOne = rules.keys().perUser() && asking.isIdentified();
    if (!rules.on()
        || said.has("no-store")
        || said.has("no-cache")
        || (said.has("private") && !forOne)
        || (asking.isIdentified() && !forOne && !said.isForAnybody())
        || reply.headers().get("set-cookie") != null
        || vary(reply).contains("*")) {
      return null;
    }
    long seconds = said.sharedSeconds();
    long fresh = seconds != CacheControl.NOT_SAID
        ? TimeUnit.SECONDS.toNanos(seconds)
        : isUnsaid(said) ? rules.times().fresh().toNanos() : 0;
    boolean fits = reply.status() == OK
        || (IF_SAID.contains(reply.status()) && seconds != CacheControl.NOT_SAID);
    if (fresh <= 0 || !fits) {
      return null;
    }
    return new Kept(
        without(reply, "age"), null, life(said, fresh, age(reply)), said.isForAnybody(), mark);
  }

  /** That there is nothing, as it is kept, or null. */
  @Nullable
  Kept of(Asking asking, Problem missing, long mark) {
    long fresh = rules.times().missing().toNanos();
    boolean mayKeep = rules.on() && (rules.keys().perUser() || !asking.isIdentified());
    if (fresh <= 0 || !mayKeep) {
      return null;
    }
    Kept.Life life = new Kept.Life(now, now + fresh, now + fresh, now + fresh);
    return new Kept(new Reply(404, Pairs.EMPTY, Body.EMPTY), missing, life, false, mark);
  }

  /** The names of the header fields that an answer varies with, in order. */
  static List<String> vary(Reply reply) {
    String names = all(reply.headers(), "vary");
    return names == null
        ? List.of()
        : Arrays.stream(names.toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
  }

  /** A kept answer with what the confirmation that it still holds says of it anew. */
  static Reply renewed(Reply kept, Reply confirmation) {
    Reply renewed = without(kept, "age");
    Pairs news = confirmation.headers();
    for (int i = 0; i < news.size(); i++) {
      if (!news.name(i).startsWith("content-")) {
        renewed = renewed.with(news.name(i), news.value(i));
      }
    }
    return renewed;
  }

  private boolean isUnsaid(CacheControl said) {
    return said.sharedSeconds() == CacheControl.NOT_SAID && !said.has("must-revalidate");
  }

  private Kept.Life life(CacheControl said, long freshNanos, long age) {
    long born = now - TimeUnit.SECONDS.toNanos(age);
    long fresh = born + freshNanos;
    if (said.forbidsStale()) {
      return new Kept.Life(born, fresh, fresh, fresh);
    }
    long serves = more(
        said.seconds("stale-while-revalidate"), rules.times().whileRefreshed().toNanos());
    long failing =
        more(said.seconds("stale-if-error"), rules.times().ifFailing().toNanos());
    return new Kept.Life(born, fresh, fresh + serves, fresh + failing);
  }

  private static long more(long seconds, long otherwise) {
    return seconds == CacheControl.NOT_SAID ? otherwise : TimeUnit.SECONDS.toNanos(seconds);
  }

  private static long age(Reply reply) {
    String age = reply.headers().get("age");
    return age == null ? 0 : Math.max(0, CacheControl.parse("age=" + age).seconds("age"));
  }

  private static @Nullable String all(Pairs headers, String name) {
    String found = null;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equals(name)) {
        found = found == null ? headers.value(i) : found + "," + headers.value(i);
      }
    }
    return found;
  }

  private static Reply without(Reply reply, String name) {
    if (reply.headers().get(name) == null) {
      return reply;
    }
    List<String> flat = new ArrayList<>();
    for (int i = 0; i < reply.headers().size(); i++) {
      if (!reply.headers().name(i).equals(name)) {
        flat.add(reply.headers().name(i));
        flat.add(reply.headers().value(i));
      }
    }
    return new Reply(reply.status(), Pairs.of(flat), reply.body());
  }
}
