package io.sennit.mesh.saga;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a saga has done so far, and what went wrong. */
final class Progress {
  private static final int LONGEST = 2_000;

  private final JsonObject answers;
  private final JsonArray done;
  private @Nullable String reason;
  private @Nullable String failedStep;
  private @Nullable String error;

  /**
   * @param answers the data of the steps' answers
   * @param done the steps that are done, or may be, and are not undone
   */
  Progress(JsonObject answers, JsonArray done) {
    this.answers = answers;
    this.done = done;
  }

  JsonObject answers() {
    return answers;
  }

  JsonArray done() {
    return done;
  }

  void did(String step) {
    done.add(step);
  }

  /** The step that is undone next. */
  @Nullable
  String last() {
    return done.isEmpty() ? null : done.getString(done.size() - 1);
  }

  void undid() {
    done.remove(done.size() - 1);
  }

  void answered(String step, JsonObject data) {
    answers.put(step, data);
  }

  boolean isFailed() {
    return reason != null;
  }

  void fail(@Nullable String step, @Nullable String why) {
    failedStep = step;
    reason = why == null ? null : text(why);
  }

  @Nullable
  String reason() {
    return reason;
  }

  @Nullable
  String failedStep() {
    return failedStep;
  }

  @Nullable
  String error() {
    return error;
  }

  void error(@Nullable String what) {
    error = what == null ? null : text(what);
  }

  /** As PostgreSQL can keep it. */
  static String text(String any) {
    return any.substring(0, Math.min(LONGEST, any.length())).replace('\0', ' ');
  }
}
