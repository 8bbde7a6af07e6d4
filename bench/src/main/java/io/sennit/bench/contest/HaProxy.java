package io.sennit.bench.contest;

import io.sennit.bench.site.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy with a thread for each core, kept connections on both sides, and its log of requests. */
public final class HaProxy {
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

  private HaProxy() {}

  /** In front of a service that is left running when this ends. */
  public static Contestant start(Path folder, Upstream upstream) throws Exception {
    Programs.require(PROGRAM);
    int port = Ports.free();
    Path file = Files.writeString(
        folder.resolve("haproxy.cfg"), CONFIGURATION.formatted(port, upstream.port()));
    List<String> command = List.of(PROGRAM, "-db", "-f", file.toString());
    Served process = Served.start(command, port, folder.resolve("log")).awaitPort();
    return new Proxy(
        PROGRAM,
        PROGRAM,
        process,
        port,
        upstream,
        Programs.said(PROGRAM, "-v").lines().findFirst().orElse(PROGRAM));
  }
}
