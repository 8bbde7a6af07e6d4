package io.sennit.gateway.door;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets those who know better how long nothing may pass on a connection tell the door. */
public final class Silence {
  private Silence() {}

  /**
   * As long as the connection has requests in hand it is not ended for a shorter silence than that.
   * Whoever says so ends by itself what has been silent for longer.
   */
  public static void allow(HttpServerRequest request, Duration longest) {
    @Nullable Guest guest = Doorway.guest(request.connection());
    // Without a door nobody minds.
    if (guest != null) {
      guest.mayBeSilent(longest);
    }
  }
}
