package io.sennit.bench.chaos;

import java.util.List;

/** Where a node runs: its address, and what its command line must begin with to run there. */
public record Site(String host, List<String> prefix) {
  public static final Site LOOPBACK = new Site("127.0.0.1", List.of());
}
