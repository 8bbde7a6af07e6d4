package io.sennit.mesh.saga;

import io.sennit.mesh.event.NewEvent;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One saga under way, as its service's handlers see it. */
public final class SagaRun {
  private final Course course;
  private @Nullable String refusal;

  SagaRun(Course course) {
    this.course = course;
  }

  public String id() {
    return course.key().id();
  }

  /** What it was started with. */
  public JsonObject input() {
    return course.input().json();
  }

  /** The data of the event by which a step was done or refused; null before that. */
  public @Nullable JsonObject answer(String step) {
    return course.progress().answers().getJsonObject(step);
  }

  /** Why its steps are undone, such as TIMED_OUT; null while it goes forward. */
  public @Nullable String reason() {
    return course.progress().reason();
  }

  /** The step because of which they are. */
  public @Nullable String failedStep() {
    return course.progress().failedStep();
  }

  /** An event that follows from what the saga does now, and belongs to it. */
  public NewEvent event(String type, String subject, JsonObject data) {
    return course.event(type, subject, data);
  }

  /** A local step that cannot be done says why; what was done before is undone then. */
  public void refuse(String why) {
    refusal = why;
  }

  @Nullable
  String refusal() {
    return refusal;
  }
}
