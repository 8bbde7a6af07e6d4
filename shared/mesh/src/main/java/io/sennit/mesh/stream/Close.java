package io.sennit.mesh.stream;

import io.sennit.mesh.problem.Problem;

/** How a WebSocket ended: a code of RFC 6455 and a reason for people. */
public record Close(int code, String reason) {
  public static final int NORMAL = 1000;
  public static final int GOING_AWAY = 1001;
  /** What is not said by anybody: the other side was lost. */
  public static final int LOST = 1006;

  private static final int TOO_LARGE = 1009;
  private static final int FAILED = 1011;
  private static final int TRY_AGAIN = 1013;
  private static final int FIRST_OWN = 3000;
  private static final int LAST_OWN = 4999;

  public static final Close WELL = new Close(NORMAL, "");

  /** What a WebSocket is closed with when its stream broke. */
  public static Close of(Problem problem) {
    int code = switch (problem.kind()) {
      case CANCELLED -> LOST;
      case BODY_TOO_LARGE -> TOO_LARGE;
      case DEADLINE_EXCEEDED -> GOING_AWAY;
      case UNAVAILABLE -> TRY_AGAIN;
      default -> FAILED;
    };
    return new Close(code, problem.detail());
  }

  /** Whether it may be sent: some codes only tell that nothing was. */
  public boolean isSendable() {
    return (code >= NORMAL && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= FIRST_OWN && code <= LAST_OWN);
  }
}
