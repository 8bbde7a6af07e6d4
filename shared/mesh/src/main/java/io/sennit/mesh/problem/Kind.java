package io.sennit.mesh.problem;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What sort of failure a {@link Problem} is; each has one HTTP status and one code on the wire. */
public enum Kind {
  MALFORMED(400, "The request is malformed"),
  UNAUTHENTICATED(401, "Authentication is required"),
  FORBIDDEN(403, "Not allowed"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  CONFLICT(409, "Conflict"),
  GONE(410, "Gone"),
  PRECONDITION_FAILED(412, "Precondition failed"),
  BODY_TOO_LARGE(413, "The body is too large"),
  URI_TOO_LONG(414, "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  INVALID(422, "The input is invalid"),
  UPGRADE_REQUIRED(426, "An upgrade is required"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "The header fields are too large"),
  CANCELLED(499, "The caller went away"),
  INTERNAL(500, "Internal error"),
  BROKEN_PROTOCOL(502, "A service broke the protocol"),
  UNAVAILABLE(503, "No instance can serve"),
  DEADLINE_EXCEEDED(504, "The deadline passed");

  private static final Map<Integer, Kind> BY_STATUS = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Kind::status, Function.identity()));

  private final int status;
  private final String title;

  Kind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /**
   * The HTTP status, which is also the code of this kind on the wire: it outlives reordering of
   * this list.
   */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /**
   * The kind with this status; a status that no kind has means that the other side does not speak
   * our protocol.
   */
  public static Kind ofStatus(int status) {
    return BY_STATUS.getOrDefault(status, BROKEN_PROTOCOL);
  }
}
