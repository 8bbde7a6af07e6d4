package io.sennit.gateway.limit;

/** Another gateway of the cluster, as far as it has been heard of. */
final class Peer {
  private final String node;
  private boolean resting;
  private boolean gone;
  private int reports;
  private int reportsInBeat;
  private long heardAt;

  Peer(String node) {
    this.node = node;
  }

  String node() {
    return node;
  }

  void heard(boolean restsNow, long now) {
    resting = restsNow;
    reports++;
    heardAt = now;
  }

  /** It has said goodbye, or its node has left the cluster: what it had, others have now. */
  void leave() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  /** A beat of ours is over. */
  void beat() {
    reportsInBeat = reports;
    reports = 0;
  }

  /** How often it has told in the last beat what it was asked; their beats are not in step. */
  int reports() {
    return reportsInBeat;
  }

  /**
   * It should have told and has not: it is asked what it was before, and lets through what it used
   * to, for all that is known.
   */
  boolean isSilent() {
    return reportsInBeat == 0 && !resting && !gone;
  }

  boolean isSilentFor(long time, long now) {
    return isSilent() && now - heardAt > time;
  }
}
