package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import io.sennit.bench.site.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy with a thread for each core, kept connections on both sides, and its log of requests. */
public final class HaProxy implements Contestant {
  private static final String PROGRAM = "haproxy";
  private static final String CONFIGURATION = """
      global
        maxconn 4096
        log stdout format raw local0
      defaults
        mode http
        log global
        option httplog
        option forwardfor
        http-reuse always
        timeout connect 5s
        timeout client 60s
        timeout server 60s
      frontend door
        bind 127.0.0.1:%d
        default_backend time
      backend time
        server upstream 127.0.0.1:%d
      """;

  private final Served process;
  private final int port;
  private final Upstream upstream;
  private final String version;

  private HaProxy(Served process, int port, Upstream upstream, String version) {
    this.process = process;
    this.port = port;
    this.upstream = upstream;
    this.version = version;
  }

  /** In front of a service that is left running when this ends. */
  public static HaProxy start(Path folder, Upstream upstream) throws Exception {
    Programs.require(PROGRAM);
    int port = Ports.free();
    Path file = Files.writeString(
        folder.resolve("haproxy.cfg"), CONFIGURATION.formatted(port, upstream.port()));
    List<String> command = List.of(PROGRAM, "-db", "-f", file.toString());
    Served process = Served.start(command, port, folder.resolve("log")).awaitPort();
    return new HaProxy(
        process,
        port,
        upstream,
        Programs.said(PROGRAM, "-v").lines().findFirst().orElse(PROGRAM));
  }

  @Override
  public String name() {
    return PROGRAM;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Target target() {
    return Target.local(port, Voucher.TOKEN);
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part(PROGRAM, process.handle()), upstream.part());
  }

  @Override
  public void close() {
    process.close();
  }
}
