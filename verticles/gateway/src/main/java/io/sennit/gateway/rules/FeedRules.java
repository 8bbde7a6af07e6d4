package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;

/**
 * How clients are told events.
 *
 * @param heartbeat after how long without an event a stream shows that it is alive
 * @param recheck how often it is looked whether a client's token is still good
 * @param mostPerUser streams of one user at a gateway
 * @param most streams of a gateway
 * @param window how many events of each log a gateway keeps in memory for streams that lag a little
 */
public record FeedRules(
    Duration heartbeat, Duration recheck, int mostPerUser, int most, int window) {
  public static final FeedRules DEFAULT =
      new FeedRules(Duration.ofSeconds(15), Duration.ofSeconds(5), 10, 10_000, 4_096);

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int MEAN_EVENT = 1_024;

  static FeedRules read(Fields fields) {
    return new FeedRules(
        fields.duration("heartbeat", DEFAULT.heartbeat, 1_000, HOUR),
        fields.duration("recheck", DEFAULT.recheck, 1_000, HOUR),
        fields.whole("mostPerUser", DEFAULT.mostPerUser, 1, 10_000),
        fields.whole("most", DEFAULT.most, 1, 1_000_000),
        fields.whole("window", DEFAULT.window, 1, 1_000_000));
  }

  /** However large single events are. */
  public long windowCharacters() {
    return (long) window * MEAN_EVENT;
  }
}
