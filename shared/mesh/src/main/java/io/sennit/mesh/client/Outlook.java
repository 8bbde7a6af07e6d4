package io.sennit.mesh.client;

import java.util.List;

/**
 * How a node sees a service that it calls.
 *
 * @param repetitions calls that were repeated on another instance, since the node started
 * @param repetitionsLeft how many more the budget would allow now
 * @param waiting calls that wait for an instance with room
 * @param panics whether so many instances are out that all get calls again
 */
public record Outlook(
    String service,
    long repetitions,
    long repetitionsLeft,
    int waiting,
    boolean panics,
    List<InstanceOutlook> instances) {

  /**
   * How a node sees an instance.
   *
   * @param breaker CLOSED, OPEN or HALF_OPEN
   * @param trips how often the breaker has opened
   * @param lost whether its event loop does not answer
   * @param limit how many calls it is given at a time
   */
  public record InstanceOutlook(
      String id,
      String breaker,
      long trips,
      boolean lost,
      int inFlight,
      int limit,
      long latencyMicros) {}
}
