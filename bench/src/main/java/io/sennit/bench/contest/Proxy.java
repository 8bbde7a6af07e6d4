package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import java.util.List;

/**
 * A gateway that is one process, in front of a service that is left running when it ends.
 *
 * @param part what its process is called
 */
record Proxy(String name, String part, Served process, int port, Upstream upstream, String version)
    implements Contestant {
  @Override
  public Target target() {
    return Target.local(port, Voucher.TOKEN);
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part(part, process.handle()), upstream.part());
  }

  @Override
  public void close() {
    process.close();
  }
}
