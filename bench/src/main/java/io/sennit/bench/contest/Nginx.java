package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import io.sennit.bench.site.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx as its operators set it up: kept connections on both sides, and an access log that is
 * written in blocks.
 */
public final class Nginx implements Contestant {
  private static final String PROGRAM = "nginx";
  private static final String CONFIGURATION = """
      daemon off;
      worker_processes 2;
      pid nginx.pid;
      events { worker_connections 4096; }
      http {
        access_log access.log combined buffer=64k flush=5s;
        keepalive_requests 1000000000;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        upstream time {
          server 127.0.0.1:%d;
          keepalive 256;
          keepalive_requests 1000000000;
        }
        server {
          listen 127.0.0.1:%d backlog=4096;
          location / {
            proxy_pass http://time;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
          }
        }
      }
      """;

  private final Served process;
  private final int port;
  private final Upstream upstream;
  private final String version;

  private Nginx(Served process, int port, Upstream upstream, String version) {
    this.process = process;
    this.port = port;
    this.upstream = upstream;
    this.version = version;
  }

  /** In front of a service that is left running when this ends. */
  public static Nginx start(Path folder, Upstream upstream) throws Exception {
    int port = Ports.free();
    Served process = serve(folder, CONFIGURATION.formatted(upstream.port(), port), port);
    return new Nginx(process, port, upstream, Programs.said(PROGRAM, "-v"));
  }

  /** Files with relative names are in the folder. */
  static Served serve(Path folder, String configuration, int port) throws Exception {
    Programs.require(PROGRAM);
    Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
    String errors = folder.resolve("error.log").toString();
    List<String> command =
        List.of(PROGRAM, "-e", errors, "-p", folder.toString(), "-c", file.toString());
    return Served.start(command, port, folder.resolve("log")).awaitPort();
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
