package io.sennit.mesh.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call: its kind, a sentence that names the cause and the next step, and the
 * fields at fault.
 *
 * <p>It carries no stack trace: it is an answer that travels between processes, not a defect. A
 * defect is logged where it happens, and its caller gets {@link #internal()}.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient List<FieldError> errors;
  private final boolean executed;
  private final @Nullable Duration retryAfter;
  private final transient @Nullable Quota quota;

  private Problem(
      Kind kind,
      String detail,
      List<FieldError> errors,
      boolean executed,
      @Nullable Duration retryAfter,
      @Nullable Quota quota) {
    super(detail, null, false, false);
    this.kind = kind;
    this.errors = List.copyOf(errors);
    this.executed = executed;
    this.retryAfter = retryAfter;
    this.quota = quota;
  }

  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, List.of(), true, null, null);
  }

  /** An input that breaks its schema; every field at fault is named in one go. */
  public static Problem invalid(String detail, List<FieldError> errors) {
    return new Problem(Kind.INVALID, detail, errors, true, null, null);
  }

  public static Problem invalid(String field, String message) {
    return invalid(field + " " + message, List.of(new FieldError(field, message)));
  }

  /**
   * Nobody can serve the call now, and the operation was certainly not run: any call may be
   * repeated elsewhere.
   */
  public static Problem refused(String detail, Duration retryAfter) {
    return new Problem(Kind.UNAVAILABLE, detail, List.of(), false, retryAfter, null);
  }

  /**
   * The caller had given up when its call arrived, so that running it could only surprise somebody.
   */
  public static Problem late() {
    return new Problem(
        Kind.DEADLINE_EXCEEDED,
        "The call arrived after its deadline and was not run; allow more time or ask again.",
        List.of(),
        false,
        null,
        null);
  }

  /** The caller has used up what it gets, and is told how much that is and when it gets more. */
  public static Problem tooMany(String detail, Quota quota, Duration retryAfter) {
    return new Problem(Kind.TOO_MANY_REQUESTS, detail, List.of(), true, retryAfter, quota);
  }

  /** What a caller learns of a defect: nothing of its inside. */
  public static Problem internal() {
    return of(Kind.INTERNAL, "The service failed; the trace id leads its operators to the cause.");
  }

  /** The problem as it was on the other side of a wire. */
  public static Problem restored(
      Kind kind,
      String detail,
      List<FieldError> errors,
      boolean executed,
      @Nullable Duration retryAfter) {
    return new Problem(kind, detail, errors, executed, retryAfter, null);
  }

  /** The same problem of who had no more than that. */
  public Problem within(@Nullable Quota limit) {
    return new Problem(kind, detail(), errors, executed, retryAfter, limit);
  }

  /** The same problem of a call that may have been run, if not by whom this problem is from. */
  public Problem perhapsRun() {
    return executed ? this : new Problem(kind, detail(), errors, true, retryAfter, quota);
  }

  public Kind kind() {
    return kind;
  }

  /** The sentence that says what happened and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<FieldError> errors() {
    return errors;
  }

  /**
   * False when the operation has certainly not been run, so that even a call that is not idempotent
   * may be repeated.
   */
  public boolean executed() {
    return executed;
  }

  /** When it makes sense to ask again, if that is known. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** What its caller had, where that is used up. */
  public @Nullable Quota quota() {
    return quota;
  }
}
