package io.sennit.mesh.saga;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a saga has done so far, in the form in which it is kept. */
final class Progress {
  private static final String ANSWERS = "answers";
  private static final String DONE = "done";
  private static final String REASON = "reason";
  private static final String FAILED_STEP = "failedStep";
  private static final String ERROR = "error";

  private final JsonObject json;

  Progress(JsonObject json) {
    this.json = json;
  }

  static Progress none() {
    return new Progress(new JsonObject().put(ANSWERS, new JsonObject()).put(DONE, new JsonArray()));
  }

  JsonObject json() {
    return json;
  }

  JsonObject answers() {
    return json.getJsonObject(ANSWERS);
  }

  /** The steps that are done, or may be, and are not undone. */
  private JsonArray done() {
    return json.getJsonArray(DONE);
  }

  List<String> steps() {
    List<String> steps = new ArrayList<>();
    done().forEach(step -> steps.add(String.valueOf(step)));
    return steps;
  }

  void did(String step) {
    done().add(step);
  }

  /** The step that is undone next. */
  @Nullable
  String last() {
    return done().isEmpty() ? null : done().getString(done().size() - 1);
  }

  void undid() {
    done().remove(done().size() - 1);
  }

  void answered(String step, JsonObject data) {
    answers().put(step, data);
  }

  boolean isFailed() {
    return reason() != null;
  }

  void fail(String step, String reason) {
    json.put(REASON, reason).put(FAILED_STEP, step);
  }

  @Nullable
  String reason() {
    return json.getString(REASON);
  }

  @Nullable
  String failedStep() {
    return json.getString(FAILED_STEP);
  }

  @Nullable
  String error() {
    return json.getString(ERROR);
  }

  void error(@Nullable String error) {
    if (error == null) {
      json.remove(ERROR);
    } else {
      json.put(ERROR, error);
    }
  }
}
