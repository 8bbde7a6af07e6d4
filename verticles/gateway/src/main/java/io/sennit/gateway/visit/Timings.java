package io.sennit.gateway.visit;

import java.util.Locale;

/** Where the time of a request went, for one who asked. */
public final class Timings {
  private static final long NEVER = Long.MIN_VALUE;

  private final long begun;
  private long identified = NEVER;
  private long called = NEVER;
  private long answered = NEVER;

  Timings(long begun) {
    this.begun = begun;
  }

  /** It is known who asks. */
  public void identified() {
    identified = System.nanoTime();
  }

  /** All of the request is here, and its service is called. */
  public void called() {
    called = System.nanoTime();
  }

  public void answered() {
    answered = System.nanoTime();
  }

  /** As a header field has them; parts that the request did not come to are left out. */
  public String text() {
    StringBuilder text = new StringBuilder();
    add(text, "auth", begun, identified);
    add(text, "wait", identified, called);
    add(text, "service", called, answered);
    add(text, "total", begun, System.nanoTime());
    return text.toString();
  }

  private static void add(StringBuilder text, String part, long from, long to) {
    if (from != NEVER && to != NEVER) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(String.format(Locale.ROOT, "%s;dur=%.3f", part, (to - from) / 1e6));
    }
  }
}
